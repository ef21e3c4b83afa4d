import { Worker } from 'node:worker_threads';
import type { Log, LogMessages } from '#core/log.ts';
import type { Work } from '../edition.ts';
import type { FromWorker, ToWorker } from './messages.ts';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** A thread that lived so long died of something else than its predecessor. */
const LONG_LIFE_MS = 10 * 60_000;

export interface WorkThreadOptions {
  /** Data folder, whose lock this process holds. */
  readonly data: string;
  readonly log: Log;
  readonly now: () => number;
  /** The thread's module. */
  readonly entry?: URL;
  /** Heap at most; missing: what Node grants. */
  readonly heapMB?: number;
}

/**
 * Keeps a thread at work, beside the one that answers. When it dies (out of memory, a defect), this is logged by code and another one is
 * started, later and later; batches are received meanwhile, and those that it had in hand wait again by themselves.
 */
export class WorkThread implements Work {
  readonly #options: WorkThreadOptions;
  #thread: Worker | null = null;
  /** It told that it listens, and was not woken since. */
  #listens = false;
  /** Something came in while it did not. */
  #missed = false;
  #deaths = 0;
  #timer: NodeJS.Timeout | null = null;
  #stopped: (() => void) | null = null;

  constructor(options: WorkThreadOptions) {
    this.#options = options;
    this.#start();
  }

  wake(): void {
    this.#missed = true;
    this.#pass();
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#stopped = resolve;
      if (this.#timer !== null) clearTimeout(this.#timer);
      if (this.#thread === null) resolve();
      else this.#send('stop');
    });
  }

  #start(): void {
    const { data, now, entry = new URL('worker.ts', import.meta.url), heapMB } = this.#options;
    const started = now();
    let code = 'unexpected';
    this.#timer = null;
    this.#thread = new Worker(entry, {
      workerData: { data },
      resourceLimits: heapMB === undefined ? {} : { maxOldGenerationSizeMb: heapMB },
    });
    this.#thread.on('message', (message: FromWorker) => this.#told(message));
    this.#thread.on('error', (error) => {
      code = codeOf(error);
    });
    this.#thread.on('exit', () => {
      this.#thread = null;
      this.#listens = false;
      if (this.#stopped !== null) return this.#stopped();
      if (now() - started > LONG_LIFE_MS) this.#deaths = 0;
      const againMs = Math.min(FIRST_PAUSE_MS * 2 ** this.#deaths++, LONGEST_PAUSE_MS);
      this.#options.log.error('work.died', { code, againMs });
      this.#timer = setTimeout(() => this.#start(), againMs);
    });
  }

  #told(message: FromWorker): void {
    if (message.kind === 'idle') {
      this.#listens = true;
      this.#pass();
    } else this.#options.log[message.level](message.message, message.values as LogMessages[typeof message.message]);
  }

  /** One message wakes it, however much came in. */
  #pass(): void {
    if (!this.#listens || !this.#missed) return;
    this.#listens = false;
    this.#missed = false;
    this.#send('wake');
  }

  #send(message: ToWorker): void {
    this.#thread?.postMessage(message);
  }
}

/** Messages of foreign code may quote data; its codes do not. */
function codeOf(error: unknown): string {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && /^[A-Za-z_]{2,40}$/.test(code) ? code : 'unexpected';
}
