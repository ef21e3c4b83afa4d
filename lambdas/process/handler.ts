import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { faultCode } from '#core/errors.ts';
import { processGroup } from '#core/pipeline.ts';
import type { Receipt } from '#core/process/receipt.ts';
import { batchEdge } from '../edge/batch.ts';
import { instruments } from '../edge/instruments.ts';
import { once } from '../edge/once.ts';
import { clock, logOf, wireProcess } from '../wire.ts';

/** A group of 10,000 lines takes seconds; none is begun when less than this is left. */
const GROUP_MS = 30_000;

const tools = instruments('process');
const wiring = once(() => wireProcess(logOf(tools.logger)));

/** Messages of the intake, processed in groups. What is not done when time runs out, or a store refuses, comes again. */
export const handler = batchEdge(tools, async (records, context) => {
  const { pipeline, eventOf } = wiring();
  const until = clock.now() + context.getRemainingTimeInMillis() - GROUP_MS;
  const event = eventOf(records);
  try {
    for await (const group of event.groups()) {
      if (clock.now() > until) break;
      for (const receipt of await processGroup(group, pipeline)) measure(receipt);
    }
  } catch (error) {
    // What refuses one group would refuse the next: the rest waits with it.
    pipeline.log.error('process.failed', { code: faultCode(error) });
  }
  return event.failures();
});

function measure({ batches }: Receipt): void {
  const sum = (counts: Readonly<Partial<Record<string, number>>>) =>
    Object.values(counts).reduce<number>((total, n) => total + (n ?? 0), 0);
  for (const { lines, rows, rejected, dropped } of batches) {
    tools.metrics.addMetric('Lines', MetricUnit.Count, lines);
    tools.metrics.addMetric('Rows', MetricUnit.Count, rows);
    tools.metrics.addMetric('LinesRejected', MetricUnit.Count, sum(rejected));
    tools.metrics.addMetric('LinesDropped', MetricUnit.Count, sum(dropped));
  }
}
