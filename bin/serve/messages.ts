import type { LogMessages } from '#core/log.ts';

/** What the server tells its worker thread. */
export type ToWorker = 'wake' | 'stop';

/** What the worker thread tells the server. */
export type FromWorker =
  /** Nothing waits: it listens for `wake`. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'log'; readonly level: 'info' | 'error'; readonly message: keyof LogMessages; readonly values: object };
