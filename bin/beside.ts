import { setTimeout as sleep } from 'node:timers/promises';
import { decodeReceipt, type Receipt } from '#core/process/receipt.ts';
import type { Lake } from './edition.ts';
import { SILENT } from './show/progress.ts';
import { becomeWorker, drain, finish, QUIET, stagedFiles } from './work.ts';

/** First look at the other worker's receipts after so long, then less and less often. */
const FIRST_LOOK_MS = 200;
const LONGEST_LOOK_MS = 2_000;
const PATIENCE_MS = 60_000;

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

/** Waits until these staged files are merged. False: the other worker has much to do, and will come to them. */
export async function awaitMerge(lake: Lake, staged: readonly string[]): Promise<boolean> {
  const mine = new Set(staged);
  return patiently(async () => {
    const left = (await stagedFiles(lake)).some((key) => mine.has(key));
    return !left || (await finishIfAlone(lake));
  });
}

/** Waits until everything that was received before now is merged. False: it takes longer than we wait. */
export async function awaitEverything(lake: Lake, now: number): Promise<boolean> {
  const processed = await patiently(async () => {
    const { oldest } = await lake.intake.depth();
    return oldest === null || oldest > now || (await finishIfAlone(lake));
  });
  return processed && awaitMerge(lake, await stagedFiles(lake));
}

/** Does the work itself if the other worker has gone. */
async function finishIfAlone(lake: Lake): Promise<boolean> {
  const worker = await becomeWorker(lake, QUIET);
  if (worker === null) return false;
  try {
    await finish(worker.pipeline, SILENT);
    return true;
  } finally {
    worker.release();
  }
}

async function patiently(done: () => Promise<boolean>): Promise<boolean> {
  for (let waited = 0; waited < PATIENCE_MS; waited += FIRST_LOOK_MS) {
    if (await done()) return true;
    await sleep(FIRST_LOOK_MS);
  }
  return false;
}
