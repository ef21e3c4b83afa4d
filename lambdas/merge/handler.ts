import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod';
import { mergeOne } from '#core/pipeline.ts';
import { instruments } from '../edge/instruments.ts';
import { invokedEdge } from '../edge/invoked.ts';
import { once } from '../edge/once.ts';
import { clock, wireMerge } from '../wire.ts';

/** The longest that one course-day may take; none is begun when less is left. */
const COURSE_DAY_MS = 120_000;
const SHARDS = 16;

const tools = instruments('merge');
const deps = once(wireMerge);

const input = z.object({
  shard: z
    .int()
    .min(0)
    .max(SHARDS - 1),
});

/** One shard's staged rows into its course-days. Two at once do no harm. */
export const handler = invokedEdge(tools, 'merge.failed', input, async ({ shard }, context) => {
  const started = clock.now();
  const until = started + context.getRemainingTimeInMillis() - COURSE_DAY_MS;
  const report = await mergeOne(shard, deps(), { until });
  if (report.oldest !== null) {
    tools.metrics.addMetric('MergeLagSeconds', MetricUnit.Seconds, Math.max(0, (clock.now() - report.oldest) / 1000));
    tools.metrics.addMetric('RowsMerged', MetricUnit.Count, report.rows);
  }
  return report;
});
