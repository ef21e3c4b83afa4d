import type { Clock } from '#core/ports/clock.ts';

/** Remembers so many entries, each for so long; beyond it the oldest go. */
export class Memory<K, V> {
  readonly #clock: Clock;
  readonly #lifetimeMs: number;
  readonly #most: number;
  readonly #entries = new Map<K, { readonly value: V; readonly until: number }>();

  constructor(clock: Clock, lifetimeMs: number, most: number) {
    this.#clock = clock;
    this.#lifetimeMs = lifetimeMs;
    this.#most = most;
  }

  get(key: K): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (this.#clock.now() < entry.until) return entry.value;
    this.#entries.delete(key);
    return undefined;
  }

  set(key: K, value: V): void {
    // At the end of the order in which entries go.
    this.#entries.delete(key);
    this.#entries.set(key, { value, until: this.#clock.now() + this.#lifetimeMs });
    if (this.#entries.size <= this.#most) return;
    const oldest = this.#entries.keys().next();
    if (oldest.done !== true) this.#entries.delete(oldest.value);
  }

  drop(which: (key: K, value: V) => boolean): void {
    for (const [key, { value }] of this.#entries) if (which(key, value)) this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }
}
