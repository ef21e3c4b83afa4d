import type { MergeReport } from '#core/dataset/merge-shard.ts';
import type { Log } from '#core/log.ts';
import { mergeAll, type Pipeline, processNext } from '#core/pipeline.ts';
import type { Receipt } from '#core/process/receipt.ts';
import type { Lake, Stores } from './edition.ts';
import { CommandError, EXIT } from './failure.ts';
import type { Progress } from './show/progress.ts';
import { count } from './show/table.ts';

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
    throw new CommandError('folder_busy', `Another sillage process works on the data folder ${lake.name}. ${instead}`, EXIT.busy);
  }
  return worker;
}

/** Processes everything that waits. @returns its receipts */
export async function drain(pipeline: Pipeline, after: (receipts: readonly Receipt[]) => void = () => {}): Promise<void> {
  for (let receipts = await processNext(pipeline); receipts !== null; receipts = await processNext(pipeline)) after(receipts);
}

/** Processes and merges everything that waits. */
export async function finish(pipeline: Pipeline, merging: Progress): Promise<MergeReport> {
  await drain(pipeline);
  return merge(pipeline, merging);
}

/** Merges what is staged, and shows how far it is. */
export async function merge(pipeline: Pipeline, merging: Progress): Promise<MergeReport> {
  const progress = ({ written, rows }: { readonly written: number; readonly rows: number }): void =>
    merging.update(0, `${count(written)} files, ${count(rows)} rows`);
  try {
    return await mergeAll(pipeline, { progress });
  } finally {
    merging.stop();
  }
}

export async function stagedFiles({ objects }: Pick<Stores, 'objects'>): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { key } of objects.list('staging/')) keys.push(key);
  return keys;
}
