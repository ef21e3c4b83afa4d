import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Receipt } from '#core/process/receipt.ts';

/** Counts a receipt's lines for the alarm, of all sources together: who sent them is no dimension. What became of them the log tells. */
export function measure({ batches }: Receipt, metrics: Metrics): void {
  const lines = batches.reduce((total, batch) => total + batch.lines, 0);
  const rejected = batches.flatMap((batch) => Object.values(batch.rejected)).reduce((total, n) => total + n, 0);
  metrics.addMetric('Lines', MetricUnit.Count, lines);
  metrics.addMetric('LinesRejected', MetricUnit.Count, rejected);
}
