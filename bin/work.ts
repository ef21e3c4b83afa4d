import { setTimeout as sleep } from 'node:timers/promises';
import type { MergeReport } from '#core/dataset/merge-shard.ts';
import type { Log } from '#core/log.ts';
import { mergeAll, type Pipeline, processNext } from '#core/pipeline.ts';
import type { Receipt } from '#core/process/receipt.ts';
import { decodeReceipt } from '#core/process/receipt.ts';
import type { Lake } from './edition.ts';
import { CommandError, EXIT } from './failure.ts';

/** A command that works beside others says what went wrong itself. */
export const QUIET: Log = { info: () => {}, error: () => {} };

/** The right to process and merge, with a folder put in order. */
export interface Worker {
  readonly pipeline: Pipeline;
  release(): void;
}

/** @returns null when another process has the right */
export async function becomeWorker(lake: Lake, log: Log): Promise<Worker | null> {
  const pipeline = await lake.pipeline(log);
  const lock = lake.lock();
  if (lock === null) return null;
  await lake.clean();
  await lake.intake.recover();
  return { pipeline, release: () => lock.release() };
}

/** @throws CommandError `folder_busy` */
export async function requireWorker(lake: Lake, log: Log, instead: string): Promise<Worker> {
  const worker = await becomeWorker(lake, log);
  if (worker === null) {
    throw new CommandError('folder_busy', `Another sillage process works on the data folder ${lake.folder}. ${instead}`, EXIT.busy);
  }
  return worker;
}

/** Processes everything that waits. @returns its receipts */
export async function drain(pipeline: Pipeline, after: (receipts: readonly Receipt[]) => void = () => {}): Promise<void> {
  for (let receipts = await processNext(pipeline); receipts !== null; receipts = await processNext(pipeline)) after(receipts);
}

/** Processes and merges everything that waits. */
export async function finish(pipeline: Pipeline, after?: (receipts: readonly Receipt[]) => void): Promise<MergeReport> {
  await drain(pipeline, after);
  return mergeAll(pipeline);
}

export async function stagedFiles({ objects }: Pick<Lake, 'objects'>): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { key } of objects.list('staging/')) keys.push(key);
  return keys;
}

/** First look at the other worker's receipts after so long, then less and less often. */
const FIRST_LOOK_MS = 200;
const LONGEST_LOOK_MS = 2_000;

/**
 * Waits until these batches have their receipts, by the hand of another worker, or by ours if it goes away.
 *
 * @param since day of the earliest receipt, YYYY-MM-DD
 * @param after told of every receipt, those of other batches too
 */
export async function awaitReceipts(
  lake: Lake,
  batches: ReadonlySet<string>,
  since: string,
  after: (receipts: readonly Receipt[]) => void,
): Promise<void> {
  const missing = new Set(batches);
  const seen = new Set<string>();
  const note = (receipts: readonly Receipt[]): void => {
    for (const receipt of receipts) for (const { id } of receipt.batches) missing.delete(id);
    after(receipts);
  };
  for (let pause = FIRST_LOOK_MS; ; pause = Math.min(pause * 1.5, LONGEST_LOOK_MS)) {
    // Looked at first: a batch leaves the queue only after its receipt is written.
    const { batches: waiting } = await lake.intake.depth();
    for await (const { key } of lake.objects.list('receipts/day=')) {
      if (key.slice('receipts/day='.length) < since || seen.has(key)) continue;
      const stored = await lake.objects.get(key);
      if (stored === null) continue;
      seen.add(key);
      note([decodeReceipt(stored.body)]);
    }
    if (missing.size === 0 || waiting === 0) return;
    const worker = await becomeWorker(lake, QUIET);
    if (worker !== null) {
      try {
        await drain(worker.pipeline, note);
      } finally {
        worker.release();
      }
      return;
    }
    await sleep(pause);
  }
}

/** Waits until these staged files are merged by another worker; gives up after a while: they will be. */
export async function awaitMerge(lake: Lake, staged: readonly string[], patienceMs: number): Promise<boolean> {
  const mine = new Set(staged);
  for (let waited = 0; waited < patienceMs; waited += FIRST_LOOK_MS) {
    const left = await stagedFiles(lake);
    if (!left.some((key) => mine.has(key))) return true;
    await sleep(FIRST_LOOK_MS);
  }
  return false;
}
