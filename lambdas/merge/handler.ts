import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod';
import { mergeOne } from '#core/pipeline.ts';
import { instruments } from '../edge/instruments.ts';
import { invokedEdge } from '../edge/invoked.ts';
import { once } from '../edge/once.ts';
import { clock, SHARDS, wireMerge } from '../wire.ts';

/** The longest that one course-day may take; none is begun when less is left. */
const COURSE_DAY_MS = 120_000;

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
  const report = await mergeOne(shard, deps(), { until: started + context.getRemainingTimeInMillis() - COURSE_DAY_MS });
  const { staged, written, rows, oldest } = report;
  if (oldest !== null) {
    tools.metrics.addMetric('StagedFiles', MetricUnit.Count, staged);
    tools.metrics.addMetric('RowsMerged', MetricUnit.Count, rows);
    tools.metrics.addMetric('MergeLagSeconds', MetricUnit.Seconds, Math.max(0, (clock.now() - oldest) / 1000));
    tools.log.info('merge.done', { files: written, rows, stagedFiles: staged, ms: clock.now() - started });
  }
  return report;
});
