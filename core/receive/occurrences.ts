import { hash } from 'node:crypto';
import type { EventIdentity } from '#core/normalise/learning-event.ts';

/**
 * Counts equals in one sending (a POST, or a whole bulk file), so that two equal events within one tick of a coarse clock
 * stay two. Only coarse ones are remembered.
 */
export class Occurrences {
  readonly #seen = new Map<string, number>();

  /** 0 for the first of its kind, then 1, 2, … */
  next(identity: EventIdentity): number {
    if (identity.form !== 'json' || !identity.coarse) return 0;
    const key = hash('sha256', identity.value, 'base64url').slice(0, 22);
    const n = this.#seen.get(key) ?? 0;
    this.#seen.set(key, n + 1);
    return n;
  }
}
