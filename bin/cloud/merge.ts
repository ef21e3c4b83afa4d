import type { MergeReport } from '#core/dataset/merge-shard.ts';
import type { Cloud } from '../edition.ts';
import { CommandError } from '../failure.ts';
import type { Progress } from '../show/progress.ts';
import { count } from '../show/table.ts';

/** As deployed. */
export const SHARDS = 4;
/** Functions at work for us at once, beside the scheduled ones. */
const AT_ONCE = 4;

/** Has every shard merged, and waits for it. Safe beside the scheduled merges. */
export async function mergeCloud(cloud: Cloud, progress: Progress): Promise<MergeReport> {
  const total = { staged: 0, written: 0, rows: 0, withdrawn: 0, oldest: null, waiting: 0, finished: true };
  let done = 0;
  const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
  const work = async (): Promise<void> => {
    for (let shard = shards.shift(); shard !== undefined; shard = shards.shift()) {
      const report = await mergeShard(shard, cloud);
      for (const key of ['staged', 'written', 'rows', 'withdrawn', 'waiting'] as const) total[key] += report[key];
      progress.update(++done, `${count(total.rows)} rows`);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    progress.stop();
  }
  return total;
}

/** A function that runs out of time so many times in a row before it has done anything will not do it the next time. */
export const IDLE_CALLS = 3;

export function outOfTime(what: 'merge' | 'redrive' | 'replay'): CommandError {
  return new CommandError(
    'function_out_of_time',
    `The ${what} function keeps running out of time before it has done anything; its log says why.`,
  );
}

/** As many times as it takes: a function stops before its time limit. */
async function mergeShard(shard: number, cloud: Cloud): Promise<MergeReport> {
  let total = await cloud.merge(shard);
  for (let idle = 0; !total.finished; ) {
    const next = await cloud.merge(shard);
    idle = next.finished || next.staged + next.written > 0 ? 0 : idle + 1;
    if (idle === IDLE_CALLS) throw outOfTime('merge');
    total = {
      ...next,
      staged: total.staged + next.staged,
      written: total.written + next.written,
      rows: total.rows + next.rows,
      withdrawn: total.withdrawn + next.withdrawn,
    };
  }
  return total;
}
