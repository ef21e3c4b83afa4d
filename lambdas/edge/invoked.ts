import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type * as z from 'zod';
import type { LogMessages } from '#core/log.ts';
import { codeOf, Failed } from './failure.ts';
import type { Instruments } from './instruments.ts';

/** Messages that carry nothing but a code. */
type FailedMessage = { [M in keyof LogMessages]: LogMessages[M] extends { code: string } ? M : never }[keyof LogMessages];

/**
 * The stack before whoever is called by a schedule or an operator. The input is checked; what is thrown leaves as its code alone.
 *
 * @param failed the message that is logged for it
 */
export function invokedEdge<S extends z.ZodType, R>(
  { log, middlewares }: Instruments,
  failed: FailedMessage,
  input: S,
  run: (input: z.output<S>, context: Context) => Promise<R>,
) {
  return middy<unknown, R>()
    .use([...middlewares])
    .handler(async (event, context) => {
      const parsed = input.safeParse(event);
      try {
        if (parsed.success) return await run(parsed.data, context);
      } catch (error) {
        throw refused(codeOf(error, log));
      }
      throw refused('input_invalid');
    });

  function refused(code: string): Failed {
    log.error(failed, { code });
    return new Failed(code);
  }
}
