import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { Fault, faultCode, passing } from '#core/errors.ts';
import type { Intake, IntakeDepth, IntakeGroup } from '#core/ports/intake.ts';
import type { ObjectStore } from '#core/ports/object-store.ts';
import { type Batch, encodeBatch } from '#core/receive/batch.ts';
import { batchOf, type Letter, messageOf } from './sqs/message.ts';
import { redriveLetters } from './sqs/redrive.ts';

/** ReceiveMessage gives at most so many. */
const PAGE = 10;

export interface SqsIntakeDeps {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly deadLetterUrl: string;
  /** For batches that no message can carry. */
  readonly inbox: Pick<ObjectStore, 'get' | 'put'>;
}

interface Taken {
  readonly batch: Batch;
  /** A batch may have come in several messages. */
  readonly letters: Letter[];
}

/**
 * A standard SQS queue: at least once, in no order, equal batches not folded. A batch beyond a message's size lies in the inbox, and the
 * message says where. In production Lambda takes the messages (sqs-event.ts); `take` is for whoever works beside it.
 */
export class SqsIntake implements Intake {
  readonly #deps: SqsIntakeDeps;
  /** Messages taken by this instance and neither done nor set aside. */
  readonly #taken = new Set<string>();

  constructor(deps: SqsIntakeDeps) {
    this.#deps = deps;
  }

  async submit(batch: Batch): Promise<void> {
    await this.#send(this.#deps.queueUrl, await messageOf(batch, encodeBatch(batch), this.#deps.inbox));
  }

  async take(maxLines: number, maxBytes = Number.POSITIVE_INFINITY): Promise<IntakeGroup | null> {
    const taken = new Map<string, Taken>();
    let lines = 0;
    let bytes = 0;
    for (let full = false; !full; ) {
      const letters = await this.#receive(this.#deps.queueUrl);
      if (letters.length === 0) break;
      for (const letter of letters) {
        const batch = full ? null : await this.#read(letter);
        if (batch === null) {
          if (full) await this.#giveBack(letter.receipt);
          continue;
        }
        const size = encodeBatch(batch).length;
        const known = taken.get(batch.id);
        const fits = known !== undefined || taken.size === 0 || (lines + batch.lines.length <= maxLines && bytes + size <= maxBytes);
        if (!fits) {
          full = true;
          await this.#giveBack(letter.receipt);
          continue;
        }
        this.#taken.add(letter.receipt);
        if (known === undefined) {
          taken.set(batch.id, { batch, letters: [letter] });
          lines += batch.lines.length;
          bytes += size;
        } else {
          known.letters.push(letter);
          if (batch.received < known.batch.received) taken.set(batch.id, { batch, letters: known.letters });
        }
      }
      full ||= lines >= maxLines || bytes >= maxBytes;
    }
    return taken.size === 0 ? null : this.#group(taken);
  }

  /** What another instance had taken becomes visible when its time is over; only this one's own can be given back at once. */
  async recover(): Promise<number> {
    const receipts = [...this.#taken];
    this.#taken.clear();
    for (const receipt of receipts) await this.#giveBack(receipt);
    return receipts.length;
  }

  async redrive(): Promise<number> {
    return (await redriveLetters(this.#deps)).moved;
  }

  /** Counts are SQS's approximations, messages under way included. How old the oldest is only CloudWatch knows: while any wait, `oldest` is null, too. */
  async depth(): Promise<IntakeDepth> {
    const waiting = await this.#count(this.#deps.queueUrl);
    const deadLetters = await this.#count(this.#deps.deadLetterUrl);
    return { batches: waiting, oldest: null, deadLetters };
  }

  /** null: it could not be read, and is with the dead letters. */
  async #read({ body, receipt }: Letter): Promise<Batch | null> {
    try {
      return await batchOf(body, this.#deps.inbox);
    } catch (error) {
      if (passing(error)) throw error;
      await this.#send(this.#deps.deadLetterUrl, body, faultCode(error));
      await this.#delete(this.#deps.queueUrl, receipt);
      return null;
    }
  }

  #group(taken: ReadonlyMap<string, Taken>): IntakeGroup {
    const open = new Map(taken);
    const close = async (id: string): Promise<void> => {
      for (const { receipt } of open.get(id)?.letters ?? []) {
        await this.#delete(this.#deps.queueUrl, receipt);
        this.#taken.delete(receipt);
      }
      open.delete(id);
    };
    return {
      batches: [...taken.values()].map(({ batch }) => batch),
      done: async () => {
        for (const id of [...open.keys()]) await close(id);
      },
      setAside: async (id, code) => {
        for (const { body } of open.get(id)?.letters ?? []) await this.#send(this.#deps.deadLetterUrl, body, code);
        await close(id);
      },
    };
  }

  async #send(QueueUrl: string, MessageBody: string, code?: string): Promise<void> {
    const attributes = code === undefined ? {} : { MessageAttributes: { code: { DataType: 'String', StringValue: code } } };
    await this.#asked(this.#deps.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...attributes })));
  }

  async #receive(QueueUrl: string): Promise<readonly Letter[]> {
    const { Messages = [] } = await this.#asked(
      this.#deps.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: PAGE, WaitTimeSeconds: 0 })),
    );
    return Messages.map(({ Body = '', ReceiptHandle = '' }: Message) => ({ body: Body, receipt: ReceiptHandle }));
  }

  /** A handle that is no longer good is somebody else's message by now: it will be done again, and collapse. */
  async #delete(QueueUrl: string, ReceiptHandle: string): Promise<void> {
    try {
      await this.#deps.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    } catch (cause) {
      if ((cause as Error).name !== 'ReceiptHandleIsInvalid') throw new Fault('intake_unavailable', undefined, { cause });
    }
  }

  async #giveBack(ReceiptHandle: string): Promise<void> {
    const { sqs, queueUrl: QueueUrl } = this.#deps;
    await this.#asked(sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 })));
  }

  async #count(QueueUrl: string): Promise<number> {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] });
    const { Attributes = {} } = await this.#asked(this.#deps.sqs.send(asked));
    return names.reduce((total, name) => total + Number(Attributes[name] ?? 0), 0);
  }

  async #asked<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (cause) {
      throw new Fault('intake_unavailable', undefined, { cause });
    }
  }
}
