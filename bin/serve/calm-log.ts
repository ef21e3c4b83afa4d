import type { Log } from '#core/log.ts';

/** A full disk fails every request: one line a minute says so, and how often. */
const EVERY_MS = 60_000;

/** The same log, which tells each code of a failed request once a minute at most. */
export function calmLog(log: Log, now: () => number): Log {
  const told = new Map<string, { at: number; more: number }>();
  return {
    info: (message, values) => log.info(message, values),
    error: (message, values) => {
      const { code } = values as { readonly code?: string };
      if (message !== 'receive.failed' || code === undefined) return log.error(message, values);
      const last = told.get(code);
      if (last !== undefined && now() - last.at < EVERY_MS) {
        last.more++;
        return;
      }
      told.set(code, { at: now(), more: 0 });
      log.error('receive.failed', last === undefined || last.more === 0 ? { code } : { code, more: last.more });
    },
  };
}
