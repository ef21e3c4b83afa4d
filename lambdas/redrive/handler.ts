import * as z from 'zod';
import { instruments } from '../edge/instruments.ts';
import { invokedEdge } from '../edge/invoked.ts';
import { once } from '../edge/once.ts';
import { clock, wireRedrive } from '../wire.ts';

/** What ten letters may take; none are taken when less is left. */
const PAGE_MS = 15_000;

const tools = instruments('redrive');
const wiring = once(wireRedrive);

const input = z.strictObject({ dryRun: z.boolean().exactOptional() });

/** Dead letters back into the queue, until time runs out: by a function, so that nobody who may have it done can read one. */
export const handler = invokedEdge(tools, 'redrive.failed', input, async ({ dryRun = false }, context) => {
  const until = clock.now() + context.getRemainingTimeInMillis() - PAGE_MS;
  const { count, redrive } = wiring();
  if (dryRun) return { moved: 0, expired: 0, finished: true, waiting: await count() };
  const report = await redrive(() => clock.now() < until);
  tools.log.info('redrive.done', { moved: report.moved, expired: report.expired });
  return { ...report, waiting: await count() };
});
