import { faultCode } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../ports/clock.ts';
import type { Registry } from '../ports/registry.ts';

export interface RefusalDeps {
  readonly registry: Pick<Registry, 'noteRefusals'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** A flood costs the registry one round of writes a minute, from each process. */
const EVERY_MS = 60_000;
/** Counters in memory. More sources than this are hardly refused within a minute; what comes beyond counts as nobody's. */
const MOST = 100;
const DAY_CHARACTERS = 10;

interface Counter {
  readonly day: string;
  readonly source: string | null;
  count: number;
}

/** Counts the requests that proved no source, so that `sillage status` can tell of them. Nothing of what was sent is kept. */
export class RefusalCounter {
  readonly #deps: RefusalDeps;
  #counters = new Map<string, Counter>();
  /** When the registry was last told, ms since the epoch. */
  #told = Number.NEGATIVE_INFINITY;

  constructor(deps: RefusalDeps) {
    this.#deps = deps;
  }

  /** One more. The first is told to the registry at once, later ones together, once a minute. Never rejects. @param source a registered source's id, or null */
  async note(source: string | null): Promise<void> {
    const now = this.#deps.clock.now();
    this.#add(new Date(now).toISOString().slice(0, DAY_CHARACTERS), source, 1);
    if (now - this.#told >= EVERY_MS) await this.flush();
  }

  /** Tells the registry what it was not told yet; before the process ends. Never rejects: what could not be told is told the next time. */
  async flush(): Promise<void> {
    const { registry, clock, log } = this.#deps;
    const counters = [...this.#counters.values()];
    this.#counters = new Map();
    this.#told = clock.now();
    for (const [i, { day, source, count }] of counters.entries()) {
      try {
        await registry.noteRefusals(day, source, count);
      } catch (error) {
        for (const left of counters.slice(i)) this.#add(left.day, left.source, left.count);
        log.error('receive.refusals_untold', { code: faultCode(error) });
        return;
      }
    }
  }

  #add(day: string, source: string | null, count: number): void {
    const name = `${day} ${source ?? ''}`;
    const known = this.#counters.get(name);
    if (known !== undefined) known.count += count;
    else if (source !== null && this.#counters.size >= MOST) this.#add(day, null, count);
    else this.#counters.set(name, { day, source, count });
  }
}
