import { DeleteMessageCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { motoOptions } from './clients.ts';

/** ReceiveMessage gives at most so many. */
const PAGE = 10;

/**
 * What Lambda's event source mapping does between a queue and a function: takes what is visible, calls, deletes what the answer
 * does not name as failed. A call that throws deletes nothing. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export class EventSource {
  readonly #sqs = new SQSClient(motoOptions());
  readonly #queueUrl: string;

  constructor(queueUrl: string) {
    this.#queueUrl = queueUrl;
  }

  /** @returns how many messages were handed over; 0 when none was visible */
  async deliver(call: (event: SQSEvent) => Promise<SQSBatchResponse>): Promise<number> {
    const messages = await this.#takeAll();
    if (messages.length === 0) return 0;
    const { batchItemFailures } = await call({ Records: messages.map((message) => recordOf(message)) });
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const id of failed) {
      // AWS takes the whole batch for failed when it is told of a message that it did not send.
      if (!messages.some(({ MessageId }) => MessageId === id)) throw new Error('an unknown message was reported as failed');
    }
    for (const { MessageId, ReceiptHandle } of messages) {
      if (MessageId !== undefined && failed.has(MessageId)) continue;
      await this.#sqs.send(new DeleteMessageCommand({ QueueUrl: this.#queueUrl, ReceiptHandle }));
    }
    return messages.length;
  }

  async #takeAll(): Promise<readonly Message[]> {
    const messages: Message[] = [];
    for (;;) {
      const page = await this.#sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: this.#queueUrl,
          MaxNumberOfMessages: PAGE,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
          WaitTimeSeconds: 0,
        }),
      );
      if (page.Messages === undefined || page.Messages.length === 0) return messages;
      messages.push(...page.Messages);
    }
  }
}

function recordOf({ MessageId = '', ReceiptHandle = '', Body = '', Attributes = {}, MD5OfBody = '' }: Message): SQSRecord {
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: {
      ApproximateReceiveCount: Attributes['ApproximateReceiveCount'] ?? '1',
      SentTimestamp: Attributes['SentTimestamp'] ?? '0',
      SenderId: Attributes['SenderId'] ?? '',
      ApproximateFirstReceiveTimestamp: Attributes['ApproximateFirstReceiveTimestamp'] ?? '0',
    },
    messageAttributes: {},
    md5OfBody: MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-3:123456789012:intake',
    awsRegion: 'eu-west-3',
  };
}
