import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { faultCode } from '#core/errors.ts';
import { processGroup } from '#core/pipeline.ts';
import { batchEdge } from '../edge/batch.ts';
import { instruments } from '../edge/instruments.ts';
import { once } from '../edge/once.ts';
import { clock, wireProcess } from '../wire.ts';
import { measure } from './measure.ts';

/** A group of 10,000 lines takes seconds; none is begun when less than this is left. */
const GROUP_MS = 30_000;
/** A fault that passes may be one group's own (another worker was quicker); two groups in a row are refused by a store that is out. */
const REFUSALS = 2;

const tools = instruments('process');
const wiring = once(() => wireProcess(tools.log));

/** Messages of the intake, processed in groups. What is not done when time runs out, or a store is out, comes again. */
export const handler = batchEdge(tools, async (records, context) => {
  const { pipeline, eventOf } = wiring();
  const until = clock.now() + context.getRemainingTimeInMillis() - GROUP_MS;
  const event = eventOf(records, (lines) => tools.metrics.addMetric('LinesExpired', MetricUnit.Count, lines));
  const groups = event.groups();
  for (let refused = 0; refused < REFUSALS && clock.now() < until; ) {
    try {
      const { value: group } = await groups.next();
      if (group === undefined) break;
      for (const receipt of await processGroup(group, pipeline)) measure(receipt, tools.metrics);
      refused = 0;
    } catch (error) {
      refused++;
      tools.log.error('process.failed', { code: faultCode(error) });
    }
  }
  return event.failures();
});
