import type { Clock } from '#core/ports/clock.ts';

/** Stands still until told otherwise. */
export class ManualClock implements Clock {
  #now: number;

  /** @param now ms since the epoch */
  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  set(now: number): void {
    this.#now = now;
  }
}
