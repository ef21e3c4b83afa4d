import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { S3Store } from '#adapters/aws/s3-store.ts';
import type { SqsIntakeDeps } from '#adapters/aws/sqs-intake.ts';
import { freshName, motoOptions } from '../support/clients.ts';

export const VISIBILITY_S = 1;

/** A queue, its dead letters and its inbox, in the emulator. */
export async function queues(): Promise<SqsIntakeDeps> {
  const sqs = new SQSClient({ ...motoOptions(), maxAttempts: 1 });
  const Attributes = { VisibilityTimeout: String(VISIBILITY_S) };
  const made = async (what: string) => (await sqs.send(new CreateQueueCommand({ QueueName: freshName(what), Attributes }))).QueueUrl ?? '';
  const s3 = new S3Client({ ...motoOptions(), maxAttempts: 1 });
  const Bucket = freshName('inbox');
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-3' } }));
  const inbox = new S3Store(s3, [{ prefix: '', bucket: Bucket }]);
  return { sqs, queueUrl: await made('queue'), deadLetterUrl: await made('dead'), inbox };
}
