import type { ReplayOptions, ReplayReport } from '#core/process/replay.ts';
import type { Cloud } from '../edition.ts';
import { type Progress, SILENT } from '../show/progress.ts';
import { count } from '../show/table.ts';
import { IDLE_CALLS, mergeCloud, outOfTime } from './merge.ts';

/** Has the deployed functions read archived lines again, part by part, and merges before and after. */
export async function replayCloud(
  options: ReplayOptions,
  cloud: Cloud,
  reading: Progress,
): Promise<ReplayReport & { readonly withdrawn: number }> {
  const dry = options.dryRun === true;
  if (!dry) await mergeCloud(cloud, SILENT);
  const total = { receipts: 0, lines: 0, rows: 0, expired: 0 };
  try {
    for (let after: string | null = '', idle = 0; after !== null; ) {
      const report: ReplayReport = await cloud.replay(after === '' ? options : { ...options, after });
      for (const key of ['receipts', 'lines', 'rows', 'expired'] as const) total[key] += report[key];
      // How many are still to come is known to the function alone.
      reading.update(0, `${count(total.receipts)} groups, ${count(total.lines)} lines`);
      idle = report.next === after ? idle + 1 : 0;
      if (idle === IDLE_CALLS) throw outOfTime('replay');
      after = report.next;
    }
  } finally {
    reading.stop();
  }
  const { withdrawn } = dry ? { withdrawn: 0 } : await mergeCloud(cloud, SILENT);
  return { ...total, next: null, withdrawn };
}
