import type { Cloud } from '../edition.ts';
import { IDLE_CALLS, outOfTime } from './merge.ts';

/** How many letters are in the queue again, and how many had outlived the intake's expiry. As many calls as it takes. */
export async function redriveCloud(cloud: Cloud): Promise<{ readonly batches: number; readonly expired: number }> {
  let batches = 0;
  let expired = 0;
  for (let idle = 0; ; ) {
    const report = await cloud.redrive();
    batches += report.moved;
    expired += report.expired;
    if (report.finished) return { batches, expired };
    idle = report.moved + report.expired > 0 ? 0 : idle + 1;
    if (idle === IDLE_CALLS) throw outOfTime('redrive');
  }
}
