import { hash } from 'node:crypto';
import type { Random } from '#core/ports/random.ts';

/** The same bytes for the same seed: a counter, hashed. For tests only. */
export class SeededRandom implements Random {
  readonly #seed: number;
  #block = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  bytes(length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    for (let filled = 0; filled < length; filled += 32) {
      const block = hash('sha256', `${this.#seed}/${this.#block}`, 'buffer');
      this.#block++;
      bytes.set(block.subarray(0, Math.min(32, length - filled)), filled);
    }
    return bytes;
  }
}
