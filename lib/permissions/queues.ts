import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { allow } from './allow.ts';

export function send(sid: string, ...queues: readonly IQueue[]): PolicyStatement {
  return allow(sid, ['sqs:SendMessage'], arns(queues));
}

/** What Lambda's poller does in its function's name. */
export function consume(sid: string, queue: IQueue): PolicyStatement {
  return allow(sid, ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'], arns([queue]));
}

export function count(sid: string, ...queues: readonly IQueue[]): PolicyStatement {
  return allow(sid, ['sqs:GetQueueAttributes'], arns(queues));
}

/** To take messages away: they are read. SQS's own move task asks the same of whoever starts it, so no person may start one. */
export function take(sid: string, queue: IQueue): PolicyStatement {
  return allow(sid, ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], arns([queue]));
}

function arns(queues: readonly IQueue[]): string[] {
  return queues.map(({ queueArn }) => queueArn);
}
