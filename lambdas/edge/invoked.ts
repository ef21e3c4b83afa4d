import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type * as z from 'zod';
import { faultCode } from '#core/errors.ts';
import type { LogMessages } from '#core/log.ts';
import type { Instruments } from './batch.ts';

/** Messages that carry nothing but a code. */
type FailedMessage = { [M in keyof LogMessages]: LogMessages[M] extends { code: string } ? M : never }[keyof LogMessages];

/**
 * The stack before whoever is called by a schedule or an operator. The input is checked; whatever is thrown leaves as its code alone,
 * since the words of foreign code may quote data.
 *
 * @param failed the message that is logged for it
 */
export function invokedEdge<S extends z.ZodType, R>(
  { logger, metrics, tracer }: Instruments,
  failed: FailedMessage,
  input: S,
  run: (input: z.output<S>, context: Context) => Promise<R>,
) {
  return middy<unknown, R>()
    .use(injectLambdaContext(logger))
    .use(captureLambdaHandler(tracer, { captureResponse: false }))
    .use(logMetrics(metrics))
    .use({
      onError: ({ error }) => {
        const code = faultCode(error);
        logger.error(failed, { code });
        throw new Error(code);
      },
    })
    .handler(async (event, context) => run(input.parse(event), context));
}
