import type { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import type { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

export interface Instruments {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracer: Tracer;
}

/**
 * The stack before whoever takes messages from a queue. The answer names those that failed (ReportBatchItemFailures); SQS gives
 * them out again. If the handler throws, all of them failed.
 */
export function batchEdge(
  { logger, metrics, tracer }: Instruments,
  take: (records: readonly SQSRecord[], context: Context) => Promise<readonly string[]>,
) {
  return middy<SQSEvent, SQSBatchResponse>()
    .use(injectLambdaContext(logger))
    .use(captureLambdaHandler(tracer, { captureResponse: false }))
    .use(logMetrics(metrics))
    .handler(async (event, context) => ({
      batchItemFailures: (await take(event.Records, context)).map((itemIdentifier) => ({ itemIdentifier })),
    }));
}
