import { CreateTableCommand, DynamoDBClient, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { CreateDatabaseCommand, GlueClient } from '@aws-sdk/client-glue';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type ClientOptions, dynamoOptions, freshName, motoOptions } from './clients.ts';

/** As in the queue stack: after so many deliveries a message goes to the dead letters. */
const DELIVERIES = 5;
/** Long enough for a handler, short enough to wait for in a test. */
const VISIBILITY_S = 2;

/** What the stacks create, made in the emulators; each has names of its own. */
export interface Cloud {
  readonly table: string;
  readonly keyId: string;
  readonly buckets: readonly { readonly prefix: string; readonly bucket: string }[];
  readonly queueUrl: string;
  readonly deadLettersUrl: string;
  readonly database: string;
  bucketOf(prefix: string): string;
}

/** Where the emulators are; by default those of the test run. */
export interface Places {
  readonly moto: ClientOptions;
  readonly dynamo: ClientOptions;
}

export async function makeCloud({ moto, dynamo }: Places = { moto: motoOptions(), dynamo: dynamoOptions() }): Promise<Cloud> {
  const name = freshName('cloud');
  const buckets = await makeBuckets(name, moto);
  const [table, keyId, queues, database] = await Promise.all([
    makeTable(name, dynamo),
    makeKey(moto),
    makeQueues(name, moto),
    makeDatabase(name, moto),
  ]);
  return {
    table,
    keyId,
    buckets,
    ...queues,
    database,
    bucketOf: (prefix) => buckets.find((one) => one.prefix === prefix)?.bucket ?? '',
  };
}

async function makeBuckets(name: string, moto: ClientOptions): Promise<Cloud['buckets']> {
  const s3 = new S3Client(moto);
  const kinds: Readonly<Record<string, string>> = {
    'raw/': 'raw',
    'inbox/': 'inbox',
    'staging/': 'lake',
    'held/': 'lake',
    'receipts/': 'lake',
    'events/': 'events',
    'results/': 'results',
  };
  for (const kind of new Set(Object.values(kinds))) {
    const location = { CreateBucketConfiguration: { LocationConstraint: 'eu-west-3' } } as const;
    await s3.send(new CreateBucketCommand({ Bucket: `${name}-${kind}`, ...location }));
  }
  return Object.entries(kinds).map(([prefix, kind]) => ({ prefix, bucket: `${name}-${kind}` }));
}

async function makeTable(TableName: string, place: ClientOptions): Promise<string> {
  const dynamo = new DynamoDBClient(place);
  await dynamo.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
    }),
  );
  const TimeToLiveSpecification = { AttributeName: 'ttl', Enabled: true };
  await dynamo.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  return TableName;
}

async function makeKey(moto: ClientOptions): Promise<string> {
  const kms = new KMSClient(moto);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }));
  return KeyMetadata?.Arn ?? '';
}

async function makeQueues(name: string, moto: ClientOptions): Promise<Pick<Cloud, 'queueUrl' | 'deadLettersUrl'>> {
  const sqs = new SQSClient(moto);
  const { QueueUrl: deadLettersUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: `${name}-dead-letters` }));
  const asked = new GetQueueAttributesCommand({ QueueUrl: deadLettersUrl, AttributeNames: ['QueueArn'] });
  const deadLetterTargetArn = (await sqs.send(asked)).Attributes?.['QueueArn'] ?? '';
  const created = await sqs.send(
    new CreateQueueCommand({
      QueueName: name,
      Attributes: {
        VisibilityTimeout: String(VISIBILITY_S),
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: DELIVERIES }),
      },
    }),
  );
  return { queueUrl: created.QueueUrl ?? '', deadLettersUrl };
}

async function makeDatabase(name: string, moto: ClientOptions): Promise<string> {
  const database = name.replaceAll('-', '_');
  await new GlueClient(moto).send(new CreateDatabaseCommand({ DatabaseInput: { Name: database } }));
  return database;
}
