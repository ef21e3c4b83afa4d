import * as z from 'zod';
import { REJECTIONS, type RejectionCode } from '#core/normalise/rejection.ts';
import { replay } from '#core/process/replay.ts';
import { instruments } from '../edge/instruments.ts';
import { invokedEdge } from '../edge/invoked.ts';
import { once } from '../edge/once.ts';
import { clock, logOf, wireProcess } from '../wire.ts';

/** The longest that one receipt may take; none is begun when less is left. */
const RECEIPT_MS = 60_000;

const tools = instruments('replay');
const wiring = once(() => wireProcess(logOf(tools.logger)));

const input = z.object({
  code: z.enum(Object.keys(REJECTIONS) as [RejectionCode, ...RejectionCode[]]).optional(),
  since: z.iso.date().optional(),
  all: z.boolean().optional(),
  dryRun: z.boolean().optional(),
  after: z.string().optional(),
});

/** Archived lines read again, from where the last call left off until time runs out. */
export const handler = invokedEdge(tools, 'replay.failed', input, (wanted, context) => {
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  return replay({ ...given, until: clock.now() + context.getRemainingTimeInMillis() - RECEIPT_MS }, wiring().pipeline);
});
