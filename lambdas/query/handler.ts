import * as z from 'zod';
import { answerTo } from '#core/query/questions/ask.ts';
import { instruments } from '../edge/instruments.ts';
import { invokedEdge } from '../edge/invoked.ts';
import { once } from '../edge/once.ts';
import { wireQuery } from '../wire.ts';

const LONGEST_NAME = 64;
const LONGEST_VALUE = 512;

const tools = instruments('query');
const engine = once(wireQuery);

const input = z.strictObject({
  question: z.string().max(LONGEST_NAME),
  parameters: z.record(z.string().max(LONGEST_NAME), z.string().max(LONGEST_VALUE)).exactOptional(),
});

/** A named question, answered by Athena. SQL of the caller's own is not taken: whoever may call this need not be allowed to see a row. */
export const handler = invokedEdge(tools, 'query.failed', input, ({ question, parameters = {} }) =>
  answerTo(question, parameters, engine()),
);
