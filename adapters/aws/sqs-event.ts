import type { SQSRecord } from 'aws-lambda';
import { type FaultCode, faultCode, passing } from '#core/errors.ts';
import type { IntakeGroup } from '#core/ports/intake.ts';
import type { ObjectStore } from '#core/ports/object-store.ts';
import { type Batch, encodeBatch } from '#core/receive/batch.ts';
import { batchOf } from './sqs/message.ts';

/** Beyond so many receipts a message is suspect: it may have killed those who took it. */
const TRUSTED_RECEIPTS = 2;
const GROUP_LINES = 10_000;
const GROUP_BYTES = 16 * 1_048_576;

export interface EventOptions {
  readonly inbox: ObjectStore;
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
    const suspect = ({ attributes }: SQSRecord) => Number(attributes.ApproximateReceiveCount) > TRUSTED_RECEIPTS;
    const { inbox, maxLines = GROUP_LINES, maxBytes = GROUP_BYTES } = this.#options;
    let group: Read[] = [];
    let lines = 0;
    let bytes = 0;
    for (const record of this.#records.filter((one) => !suspect(one))) {
      const batch = await this.#read(record, inbox);
      if (batch === null) continue;
      const size = encodeBatch(batch).length;
      if (group.length > 0 && (lines + batch.lines.length > maxLines || bytes + size > maxBytes)) {
        yield this.#group(group);
        group = [];
        lines = 0;
        bytes = 0;
      }
      group.push({ batch, messageId: record.messageId });
      lines += batch.lines.length;
      bytes += size;
    }
    if (group.length > 0) yield this.#group(group);
    for (const record of this.#records.filter(suspect)) {
      const batch = await this.#read(record, inbox);
      if (batch !== null) yield this.#group([{ batch, messageId: record.messageId }]);
    }
  }

  /** The messages to report as failed: all that were not done. They come again, and at last go to the dead letters. */
  failures(): readonly string[] {
    return [...this.#open];
  }

  /** null: it stays failed, or has expired. @throws what passes by itself */
  async #read(record: SQSRecord, inbox: ObjectStore): Promise<Batch | null> {
    const { expiredBefore = Number.NEGATIVE_INFINITY, expired } = this.#options;
    try {
      const batch = await batchOf(record.body, inbox);
      if (batch.received >= expiredBefore) return batch;
      // SQS counts from when a message was sent, and a redrive sends it anew: the promise counts from first receipt.
      expired?.(batch);
      this.#open.delete(record.messageId);
      return null;
    } catch (error) {
      if (passing(error)) throw error;
      this.#options.unreadable?.(faultCode(error));
      return null;
    }
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
