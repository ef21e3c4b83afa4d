import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod';
import { mergeOne, sumReports } from '#core/pipeline.ts';
import { instruments } from '../edge/instruments.ts';
import { invokedEdge } from '../edge/invoked.ts';
import { once } from '../edge/once.ts';
import { clock, SHARDS, wireMerge } from '../wire.ts';

/** The longest that one course-day may take; none is begun when less is left. */
const COURSE_DAY_MS = 120_000;

const tools = instruments('merge');
const deps = once(wireMerge);

const shard = z
  .int()
  .min(0)
  .max(SHARDS - 1);

/** One shard, or several that are merged beside each other: while one waits for its store, another one computes. */
const input = z.union([z.object({ shard }), z.object({ shards: z.array(shard).min(1).max(SHARDS) })]);

/** Shards' staged rows into their course-days. Two calls at once do no harm. */
export const handler = invokedEdge(tools, 'merge.failed', input, async (wanted, context) => {
  const started = clock.now();
  const until = started + context.getRemainingTimeInMillis() - COURSE_DAY_MS;
  const shards = 'shard' in wanted ? [wanted.shard] : wanted.shards;
  // All of them end before a fault is told: what one shard meets does not cut off another.
  const ended = await Promise.allSettled(shards.map((each) => mergeOne(each, deps(), { until })));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  const report = sumReports(ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])));
  const { staged, written, rows, oldest, waiting } = report;
  if (oldest !== null) {
    tools.metrics.addMetric('MergeLagSeconds', MetricUnit.Seconds, Math.max(0, (clock.now() - oldest) / 1000));
    tools.log.info('merge.done', { files: written, rows, stagedFiles: staged, waiting, ms: clock.now() - started });
  }
  return report;
});
