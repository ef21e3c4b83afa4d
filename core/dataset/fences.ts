import type { Fence } from '#core/ports/registry.ts';
import type { LearnerToken } from '#core/pseudonymise/pseudonym.ts';

/** What the fences of a course say of one learner token. */
export type Verdict =
  | { readonly kind: 'keep'; readonly learner: LearnerToken | null }
  | { readonly kind: 'remove' }
  | { readonly kind: 'hold'; readonly learner: LearnerToken };

/** Relabellings may chain (one join after another), but never so often. */
const CHAIN = 100;

/** The fences of one course, ready to be asked for every row. */
export class Fences {
  readonly #relabel = new Map<LearnerToken, LearnerToken>();
  readonly #removed = new Set<LearnerToken>();
  readonly #held = new Set<LearnerToken>();
  readonly #deidentified = new Set<LearnerToken>();

  /** @param inHeld for the held store itself: what is to be held is there already, and stays */
  constructor(fences: readonly Fence[], inHeld = false) {
    for (const { kind, learner, becomes } of fences) {
      if (kind === 'relabel' && becomes !== null) this.#relabel.set(learner, becomes);
      if (kind === 'erase' || kind === 'object') this.#removed.add(learner);
      if (kind === 'restrict' && !inHeld) this.#held.add(learner);
      if (kind === 'deidentify') this.#deidentified.add(learner);
    }
  }

  get none(): boolean {
    return this.#relabel.size + this.#removed.size + this.#held.size + this.#deidentified.size === 0;
  }

  /**
   * Removal outdoes holding. A row that comes late for a de-identified learner is removed: the rows that stayed were
   * given tokens that are stored nowhere, so nothing could tell where it belongs; those themselves no longer bear this token.
   *
   * @param late the row comes from staging, not from the merged file
   */
  verdict(token: LearnerToken | null, late: boolean): Verdict {
    if (token === null) return { kind: 'keep', learner: null };
    let learner = token;
    for (let hop = 0; hop < CHAIN; hop++) {
      if (this.#removed.has(learner) || (late && this.#deidentified.has(learner))) return { kind: 'remove' };
      if (this.#held.has(learner)) return { kind: 'hold', learner };
      const next = this.#relabel.get(learner);
      if (next === undefined) break;
      learner = next;
    }
    return { kind: 'keep', learner };
  }
}
