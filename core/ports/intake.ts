import type { Batch } from '#core/receive/batch.ts';

/** Batches handed over together; they come back by themselves unless `done` is called. */
export interface IntakeGroup {
  readonly batches: readonly Batch[];
  /** Archived, staged and receipted: forget every batch of the group that was not set aside. */
  done(): Promise<void>;
  /** Processing failed although the batch was tried alone: keep it apart as a dead letter, with the fault's code. */
  setAside(batchId: string, code: string): Promise<void>;
}

export interface IntakeDepth {
  readonly batches: number;
  /** Receipt time of the oldest waiting batch, ms since the epoch; null when nothing waits, or the queue does not know. */
  readonly oldest: number | null;
  readonly deadLetters: number;
}

/**
 * The durable queue between receive and process (AWS: SQS and the bulk inbox in S3; embedded: a spool directory). At least once, in no
 * promised order: what comes twice collapses in process (equal ids of a group) and at the merge (equal events).
 */
export interface Intake {
  /**
   * Durable once it resolves. The same batch id twice may wait once, with its first receipt time, or twice.
   *
   * @throws Fault `intake_full` when there is no room, `intake_unavailable`; nothing was kept then
   */
  submit(batch: Batch): Promise<void>;
  /**
   * Waiting batches, the oldest where the queue knows them: at most `maxLines` lines and `maxBytes` bytes together, but always at least one batch;
   * null when nothing waits.
   * A batch taken and not done is handed out again after `recover`, or after its visibility time.
   */
  take(maxLines: number, maxBytes?: number): Promise<IntakeGroup | null>;
  /** Makes batches available again that this worker, or a dead one whose folder it has, had taken. Returns how many. */
  recover(): Promise<number>;
  /** Puts the dead letters back in the queue. Returns how many. */
  redrive(): Promise<number>;
  depth(): Promise<IntakeDepth>;
}
