/**
 * Every message that sillage writes to its log, by name, each with the only values it may carry.
 * Values are ids that say nothing of a person (source ids, slugs, group ids), codes, counts and times in ms.
 */
export interface LogMessages {
  'serve.listening': { port: number };
  'serve.stopping': { signal: string };
  'serve.stopped': Record<never, never>;
  'serve.recovered': { batches: number; stagedFiles: number };
  /** `more`: so many others of this code, since it was told last, where each is not told by itself. */
  'receive.failed': { code: string; more?: number };
  'receive.refusals_untold': { code: string };
  'process.done': { source: string; batches: number; lines: number; rows: number; ms: number };
  'process.failed': { code: string };
  'process.unreadable': { code: string };
  'process.expired': { source: string; lines: number };
  'process.set_aside': { source: string; batch: string; code: string };
  'query.failed': { code: string };
  'replay.failed': { code: string };
  'redrive.done': { moved: number; expired: number };
  'redrive.failed': { code: string };
  /** `waiting`: staged files that wait for a newer version of the program. */
  'merge.done': { files: number; rows: number; stagedFiles: number; waiting: number; ms: number };
  'merge.failed': { code: string };
  /** The thread that processes and merges ended by itself; another one is started after a while. */
  'work.died': { code: string; againMs: number };
  /** Names of settings, with what is wrong with them. */
  'function.not_set_up': { settings: string };
}

/** Where log lines go. One line of JSON each on the embedded edition's standard error. */
export interface Log {
  info<M extends keyof LogMessages>(message: M, values: LogMessages[M]): void;
  error<M extends keyof LogMessages>(message: M, values: LogMessages[M]): void;
}
