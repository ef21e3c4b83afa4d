import type { Log, LogMessages } from '#core/log.ts';

/** One line of JSON for each message. @param write takes a whole line */
export function jsonLog(write: (line: string) => void, now: () => number): Log {
  const line = (level: 'info' | 'error', message: keyof LogMessages, values: object): void =>
    write(`${JSON.stringify({ time: new Date(now()).toISOString(), level, message, ...values })}\n`);
  return {
    info: (message, values) => line('info', message, values),
    error: (message, values) => line('error', message, values),
  };
}
