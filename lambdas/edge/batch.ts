import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { codeOf, Failed } from './failure.ts';
import type { Instruments } from './instruments.ts';

/**
 * The stack before whoever takes messages from a queue. The answer names those that failed (ReportBatchItemFailures); SQS gives
 * them out again. If the function fails, all of them have failed.
 *
 * @param take gives the ids of the messages that failed
 */
export function batchEdge(
  { log, middlewares }: Instruments,
  take: (records: readonly SQSRecord[], context: Context) => Promise<readonly string[]>,
) {
  return middy<SQSEvent, SQSBatchResponse>()
    .use([...middlewares])
    .handler(async ({ Records }, context) => {
      try {
        const failed = await take(Records, context);
        return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
      } catch (error) {
        const code = codeOf(error, log);
        log.error('process.failed', { code });
        throw new Failed(code);
      }
    });
}
