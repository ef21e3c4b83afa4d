import type { Logger } from '@aws-lambda-powertools/logger';
import type { Log, LogMessages } from '#core/log.ts';

/** Registered messages by Powertools' logger: one line of JSON each, with the request's id, and no event's content. */
export function powertoolsLog(logger: Logger): Log {
  return {
    info: <M extends keyof LogMessages>(message: M, values: LogMessages[M]) => logger.info(message, { ...values }),
    error: <M extends keyof LogMessages>(message: M, values: LogMessages[M]) => logger.error(message, { ...values }),
  };
}
