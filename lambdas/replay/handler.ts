import * as z from 'zod';
import { REJECTIONS, type RejectionCode } from '#core/normalise/rejection.ts';
import { replay } from '#core/process/replay.ts';
import { instruments } from '../edge/instruments.ts';
import { invokedEdge } from '../edge/invoked.ts';
import { once } from '../edge/once.ts';
import { clock, wireProcess } from '../wire.ts';

/** The longest that one receipt may take; none is begun when less is left. */
const RECEIPT_MS = 60_000;

const tools = instruments('replay');
const wiring = once(() => wireProcess(tools.log));

const input = z.strictObject({
  code: z.enum(Object.keys(REJECTIONS) as [RejectionCode, ...RejectionCode[]]).exactOptional(),
  since: z.iso.date().exactOptional(),
  all: z.boolean().exactOptional(),
  dryRun: z.boolean().exactOptional(),
  /** The `next` of the call before. */
  after: z.string().startsWith('receipts/').exactOptional(),
});

/** Archived lines read again, from where the last call left off until time runs out. */
export const handler = invokedEdge(tools, 'replay.failed', input, (wanted, context) => {
  const until = clock.now() + context.getRemainingTimeInMillis() - RECEIPT_MS;
  return replay({ ...wanted, until }, wiring().pipeline);
});
