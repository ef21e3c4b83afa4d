import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import type { MiddlewareObj } from '@middy/core';
import type { Log } from '#core/log.ts';
import { logOf } from '../wire.ts';
import { NAMESPACE } from './namespace.ts';
import { spending } from './spending.ts';

/** A function's own logger, metrics and traces, and the middlewares that serve them. */
export interface Instruments {
  readonly log: Log;
  readonly metrics: Metrics;
  /** Outermost first. */
  readonly middlewares: readonly MiddlewareObj[];
}

/**
 * Events, answers and the words of errors are written nowhere: neither logged nor attached to a trace.
 * Outgoing calls are not traced: their addresses hold source ids, and each would be billed.
 *
 * @param serviceName the function, as the alarms name it in their metrics' only dimension
 */
export function instruments(serviceName: string): Instruments {
  // Powertools takes this from the environment alone.
  process.env['POWERTOOLS_TRACER_CAPTURE_ERROR'] = 'false';
  const logger = new Logger({ serviceName });
  const metrics = new Metrics({ serviceName, namespace: NAMESPACE });
  const tracer = new Tracer({ serviceName, captureHTTPsRequests: false });
  return {
    log: logOf(logger),
    metrics,
    middlewares: [
      // Said here, it stands against the environment's POWERTOOLS_LOGGER_LOG_EVENT.
      injectLambdaContext(logger, { logEvent: false }),
      captureLambdaHandler(tracer, { captureResponse: false }),
      publishing(metrics),
      spending(),
    ],
  };
}

/** Powertools' own middleware warns, in a line of its own, whenever a call had nothing to count: most of merge's have not. */
function publishing(metrics: Metrics): MiddlewareObj {
  const publish = (): void => {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  };
  return { after: publish, onError: publish };
}
