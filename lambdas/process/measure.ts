import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Receipt } from '#core/process/receipt.ts';

/** Counts a receipt's lines, of all sources together: who sent them is no dimension. */
export function measure({ batches }: Receipt, metrics: Metrics): void {
  const total = { Lines: 0, Rows: 0, LinesRejected: 0, LinesDropped: 0 };
  for (const { lines, rows, rejected, dropped } of batches) {
    total.Lines += lines;
    total.Rows += rows;
    total.LinesRejected += sum(rejected);
    total.LinesDropped += sum(dropped);
  }
  for (const [name, count] of Object.entries(total)) metrics.addMetric(name, MetricUnit.Count, count);
}

function sum(counts: Readonly<Partial<Record<string, number>>>): number {
  return Object.values(counts).reduce<number>((total, n) => total + (n ?? 0), 0);
}
