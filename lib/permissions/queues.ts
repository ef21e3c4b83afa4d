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

/** SQS moves the dead letters back in the caller's name: she needs what it does. */
export function redrive(deadLetters: IQueue): PolicyStatement {
  const moving = ['sqs:StartMessageMoveTask', 'sqs:CancelMessageMoveTask', 'sqs:ListMessageMoveTasks'];
  return allow('Redrive', [...moving, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], arns([deadLetters]));
}

function arns(queues: readonly IQueue[]): string[] {
  return queues.map(({ queueArn }) => queueArn);
}
