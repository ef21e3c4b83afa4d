import type { SQSRecord } from 'aws-lambda';
import { type FaultCode, faultCode, passing } from '#core/errors.ts';
import type { IntakeGroup } from '#core/ports/intake.ts';
import type { ObjectStore } from '#core/ports/object-store.ts';
import { type Batch, encodeBatch } from '#core/receive/batch.ts';
import { batchOf } from './sqs/message.ts';

/** Beyond so many receipts a message is suspect: it may have killed those who took it. */
const TRUSTED_RECEIPTS = 2;
/**
 * More suspects than these in one event are no deadly messages: a store was out, and everything that waited came several times. One by one
 * they would never be done before they are dead letters, so they go in groups that are smaller at each receipt, and single in the end.
 */
const MANY_SUSPECTS = 16;
const LARGEST_SUSPECT_GROUP = 1_024;
/** A group of suspects is a quarter of what it was a receipt before. */
const NARROWER = 4;
/** Messages in a row that the inbox refuses: then it is out, and the others are not asked for. */
const REFUSALS = 2;
const GROUP_LINES = 10_000;
const GROUP_BYTES = 16 * 1_048_576;

export interface EventOptions {
  readonly inbox: Pick<ObjectStore, 'get'>;
  readonly maxLines?: number;
  readonly maxBytes?: number;
  /** Batches first received before this (ms since the epoch) have outlived the intake's expiry and are not processed. */
  readonly expiredBefore?: number;
  /** Told of a batch that is let go because of it. */
  readonly expired?: (batch: Batch) => void;
  /** Told of messages that cannot be read. */
  readonly unreadable?: (code: FaultCode | 'unexpected') => void;
}

interface Read {
  readonly batch: Batch;
  readonly messageId: string;
}

/**
 * The batches of one SQS event, in groups for process. Lambda deletes what is not reported as failed
 * (ReportBatchItemFailures), so a group need not say that it is done; but nothing counts as done before it was.
 */
export class SqsEvent {
  readonly #records: readonly SQSRecord[];
  readonly #options: EventOptions;
  /** Messages of which nothing was heard yet. */
  readonly #open: Set<string>;

  constructor(records: readonly SQSRecord[], options: EventOptions) {
    this.#records = records;
    this.#options = options;
    this.#open = new Set(records.map(({ messageId }) => messageId));
  }

  /** Fresh messages together first; then those received more than twice, each alone, so that a deadly one takes no other with it. */
  async *groups(): AsyncGenerator<IntakeGroup> {
    const suspects = this.#records.filter((one) => receipts(one) > TRUSTED_RECEIPTS);
    yield* this.#grouped(
      this.#records.filter((one) => receipts(one) <= TRUSTED_RECEIPTS),
      Number.POSITIVE_INFINITY,
    );
    const byReceipts = [...Map.groupBy(suspects, receipts)].toSorted(([a], [b]) => a - b);
    for (const [count, some] of byReceipts) yield* this.#grouped(some, suspects.length > MANY_SUSPECTS ? widthOf(count) : 1);
  }

  /** @param widest messages in a group */
  async *#grouped(records: readonly SQSRecord[], widest: number): AsyncGenerator<IntakeGroup> {
    const { maxLines = GROUP_LINES, maxBytes = GROUP_BYTES } = this.#options;
    let group: Read[] = [];
    let lines = 0;
    let bytes = 0;
    for await (const read of this.#readable(records)) {
      const { batch } = read;
      const size = encodeBatch(batch).length;
      const full = group.length === widest || lines + batch.lines.length > maxLines || bytes + size > maxBytes;
      if (group.length > 0 && full) {
        yield this.#group(group);
        group = [];
        lines = 0;
        bytes = 0;
      }
      group.push(read);
      lines += batch.lines.length;
      bytes += size;
    }
    if (group.length > 0) yield this.#group(group);
  }

  /** The messages to report as failed: all that were not done. They come again, and at last go to the dead letters. */
  failures(): readonly string[] {
    return [...this.#open];
  }

  /** What can be read and has not expired; the rest stays failed, or is let go. @throws what passes by itself, once it is no single message's */
  async *#readable(records: readonly SQSRecord[]): AsyncGenerator<Read> {
    let refused = 0;
    for (const { messageId, body } of records) {
      try {
        const batch = await batchOf(body, this.#options.inbox);
        refused = 0;
        if (!this.#hasExpired(batch)) yield { batch, messageId };
        else this.#open.delete(messageId);
      } catch (error) {
        if (passing(error) && ++refused === REFUSALS) throw error;
        this.#options.unreadable?.(faultCode(error));
      }
    }
  }

  /** SQS counts from when a message was sent, and a redrive sends it anew: the promise counts from first receipt. */
  #hasExpired(batch: Batch): boolean {
    const { expiredBefore = Number.NEGATIVE_INFINITY, expired } = this.#options;
    if (batch.received >= expiredBefore) return false;
    expired?.(batch);
    return true;
  }

  #group(reads: readonly Read[]): IntakeGroup {
    const failed = new Set<string>();
    return {
      batches: reads.map(({ batch }) => batch),
      done: async () => {
        for (const { batch, messageId } of reads) if (!failed.has(batch.id)) this.#open.delete(messageId);
      },
      setAside: async (batchId) => {
        failed.add(batchId);
      },
    };
  }
}

function receipts({ attributes }: SQSRecord): number {
  return Number(attributes.ApproximateReceiveCount);
}

/** Messages in a group of suspects: 1,024 at the third receipt, then 256, 64, 16, 4, and 1 from the eighth on. */
function widthOf(count: number): number {
  return Math.max(1, Math.floor(LARGEST_SUSPECT_GROUP / NARROWER ** (count - TRUSTED_RECEIPTS - 1)));
}
