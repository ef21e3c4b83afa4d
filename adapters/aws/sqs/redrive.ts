import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { Fault } from '#core/errors.ts';

/** ReceiveMessage gives at most so many. */
const PAGE = 10;
/** Asks all of SQS's servers; without waiting it asks some, and an empty answer would not mean an empty queue. */
const WAIT_S = 1;
/** When a letter was sent for the first time, ms since the epoch. SQS counts anew from each sending; this attribute goes with the letter. */
const FIRST_SENT = 'first_sent';

export interface Redrive {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly deadLetterUrl: string;
}

export interface RedriveOptions {
  /** Letters first sent before this (ms since the epoch) have outlived the intake's expiry: they are deleted, whatever is in them. */
  readonly expiredBefore?: number;
  /** False: no more letters are taken. */
  readonly timeLeft?: () => boolean;
}

export interface RedriveReport {
  /** Letters that are in the queue again. */
  readonly moved: number;
  /** Letters that had outlived the intake's expiry, and are gone. */
  readonly expired: number;
  /** False: the time limit came first; call again. */
  readonly finished: boolean;
}

/**
 * Puts the dead letters back in the queue, unread. Their clock is not wound back: a batch knows when it was received, and a letter that
 * nobody can read carries the time of its first sending, however often it is redriven.
 *
 * @throws Fault `intake_unavailable`
 */
export async function redriveLetters(queues: Redrive, options: RedriveOptions = {}): Promise<RedriveReport> {
  const { expiredBefore = Number.NEGATIVE_INFINITY, timeLeft = () => true } = options;
  let moved = 0;
  let expired = 0;
  while (timeLeft()) {
    const letters = await receive(queues);
    if (letters.length === 0) return { moved, expired, finished: true };
    for (const letter of letters) {
      const firstSent = firstSentOf(letter);
      // In this order: a crash in between leaves it in both, and what comes twice collapses.
      if (firstSent >= expiredBefore) {
        await send(queues, letter, firstSent);
        moved++;
      } else expired++;
      await remove(queues, letter);
    }
  }
  return { moved, expired, finished: false };
}

/** How many dead letters there are, by SQS's approximation. @throws Fault `intake_unavailable` */
export async function countLetters({ sqs, deadLetterUrl: QueueUrl }: Redrive): Promise<number> {
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] });
  const { Attributes = {} } = await answered(sqs.send(asked));
  return Number(Attributes['ApproximateNumberOfMessages'] ?? 0);
}

/** SQS keeps the time of sending when it moves a message to the dead letters itself. */
function firstSentOf({ Attributes, MessageAttributes }: Message): number {
  const sent = Number(Attributes?.SentTimestamp ?? 0);
  const first = MessageAttributes?.[FIRST_SENT]?.StringValue;
  return first === undefined ? sent : Math.min(sent, Number(first));
}

async function receive({ sqs, deadLetterUrl: QueueUrl }: Redrive): Promise<readonly Message[]> {
  const names = { MessageSystemAttributeNames: ['SentTimestamp' as const], MessageAttributeNames: [FIRST_SENT] };
  const { Messages = [] } = await answered(
    sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: PAGE, WaitTimeSeconds: WAIT_S, ...names })),
  );
  return Messages;
}

async function send({ sqs, queueUrl: QueueUrl }: Redrive, { Body: MessageBody }: Message, firstSent: number): Promise<void> {
  const MessageAttributes = { [FIRST_SENT]: { DataType: 'Number', StringValue: String(firstSent) } };
  await answered(sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageAttributes })));
}

/** A handle that is no longer good is somebody else's message by now: it will be done again, and collapse. */
async function remove({ sqs, deadLetterUrl: QueueUrl }: Redrive, { ReceiptHandle }: Message): Promise<void> {
  try {
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  } catch (cause) {
    if ((cause as Error).name !== 'ReceiptHandleIsInvalid') throw new Fault('intake_unavailable', undefined, { cause });
  }
}

async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    throw new Fault('intake_unavailable', undefined, { cause });
  }
}
