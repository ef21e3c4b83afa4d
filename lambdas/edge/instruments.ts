import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
import type { Instruments } from './batch.ts';

/** CloudWatch's name for our own metrics; the alarms of lib/ look there. */
const NAMESPACE = 'Sillage';

/** Logger, metrics and tracer of one function. Outgoing calls are not traced, and an error's words never. */
export function instruments(serviceName: string): Instruments {
  // Powertools takes this from the environment alone.
  process.env['POWERTOOLS_TRACER_CAPTURE_ERROR'] = 'false';
  return {
    logger: new Logger({ serviceName }),
    metrics: new Metrics({ serviceName, namespace: NAMESPACE }),
    tracer: new Tracer({ serviceName, captureHTTPsRequests: false }),
  };
}
