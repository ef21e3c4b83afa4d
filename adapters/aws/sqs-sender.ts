import { hash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsClient } from 'aws4fetch';
import { Fault } from '#core/errors.ts';
import type { Intake } from '#core/ports/intake.ts';
import type { ObjectStore } from '#core/ports/object-store.ts';
import { type Batch, encodeBatch } from '#core/receive/batch.ts';
import { type Meter, sqsRequests } from './meter.ts';
import type { S3InboxOptions } from './s3-inbox.ts';
import { messageOf } from './sqs/message.ts';

export interface SqsSenderOptions extends Pick<S3InboxOptions, 'region' | 'credentials' | 'endpoint'> {
  readonly queueUrl: string;
  /** For batches that no message can carry. */
  readonly inbox: Pick<ObjectStore, 'put'>;
  readonly meter?: Meter;
}

/** As often as the SDK asks, and as patiently: at most 100 ms, then 200; five times that where SQS says that it is too much. */
const ATTEMPTS = 3;
const FIRST_MS = 100;
const THROTTLED_MS = 500;
/** One request: a message has 1 MiB at most. */
const LIMIT_MS = 10_000;
/** How SQS names what is too much (RequestThrottled, KmsThrottled, ThrottlingException, OverLimit), in the last part of `__type`. */
const THROTTLED = /throttl|OverLimit$|LimitExceeded|TooManyRequests|SlowDown/i;

/**
 * The intake of whoever only submits: SQS's SendMessage by plain signed requests of its JSON protocol, without the SDK's client, which would
 * take 22 KB of receive's bundle (docs/decisions/lambda-bundles.md). The messages are SqsIntake's. A lost answer may leave a message twice,
 * as with any client: what comes twice collapses. Faults `intake_unavailable`, `store_unavailable`.
 */
export class SqsSender implements Pick<Intake, 'submit'> {
  readonly #options: SqsSenderOptions;
  readonly #aws: AwsClient;

  constructor(options: SqsSenderOptions) {
    this.#options = options;
    // Repetitions are ours: the library's leave out what the network lost.
    this.#aws = new AwsClient({ ...options.credentials, region: options.region, service: 'sqs', retries: 0 });
  }

  async submit(batch: Batch): Promise<void> {
    const { queueUrl: QueueUrl, inbox } = this.#options;
    const MessageBody = await messageOf(batch, encodeBatch(batch), inbox);
    const answer = await this.#ask(JSON.stringify({ QueueUrl, MessageBody }));
    // SQS tells what it has: a damaged message is none.
    if (answer !== hash('md5', MessageBody)) throw new Fault('intake_unavailable', 'SQS has another message than was sent');
  }

  /** @returns the digest of the message that SQS took */
  async #ask(body: string): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      this.#options.meter?.add('sqs_requests', sqsRequests(Buffer.byteLength(body)));
      this.#options.meter?.called('SQS.SendMessage');
      let firstMs = FIRST_MS;
      try {
        const { status, told } = await this.#once(body);
        if (status === 200) return told.MD5OfMessageBody;
        const throttled = status === 429 || THROTTLED.test(told.__type ?? '');
        // The answer's own words may quote the message; its status says enough.
        if (attempt === ATTEMPTS || !(throttled || status >= 500)) throw new Fault('intake_unavailable', `status ${status}`);
        if (throttled) firstMs = THROTTLED_MS;
      } catch (cause) {
        if (cause instanceof Fault) throw cause;
        if (attempt === ATTEMPTS) throw new Fault('intake_unavailable', undefined, { cause });
      }
      await sleep(Math.random() * firstMs * 2 ** (attempt - 1));
    }
  }

  /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html */
  async #once(body: string): Promise<{ readonly status: number; readonly told: Told }> {
    const { endpoint, queueUrl } = this.#options;
    const answer = await this.#aws.fetch(`${endpoint ?? new URL(queueUrl).origin}/`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
      body,
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    return { status: answer.status, told: toldIn(await answer.text()) };
  }
}

interface Told {
  readonly MD5OfMessageBody?: string;
  readonly __type?: string;
}

/** Whoever stands in between SQS and us may answer something else than JSON. */
function toldIn(text: string): Told {
  try {
    return (JSON.parse(text) ?? {}) as Told;
  } catch {
    return {};
  }
}
