import type { LearningEvent } from '#core/normalise/learning-event.ts';
import type { DropReason, RejectionCode } from '#core/normalise/rejection.ts';
import { type BatchCount, ranges } from './receipt.ts';

/** Counts what becomes of one batch's lines, each line once. */
export class Tally {
  readonly #rejected: Partial<Record<RejectionCode, number>> = {};
  readonly #dropped: Partial<Record<DropReason, number>> = {};
  readonly #without: number[] = [];
  readonly #keys: Record<string, number> = Object.create(null) as Record<string, number>;
  readonly #unplaced: Record<string, number> = Object.create(null) as Record<string, number>;
  #others = 0;
  #rows = 0;

  /** A key that no column takes; a function of its own, since it is called for every key of every line. */
  readonly unused = (path: string): void => {
    this.#keys[path] = (this.#keys[path] ?? 0) + 1;
  };

  row({ action, unplaced }: Pick<LearningEvent, 'action' | 'unplaced'>): void {
    this.#rows++;
    if (action !== 'other') return;
    this.#others++;
    if (unplaced !== undefined) this.#unplaced[unplaced] = (this.#unplaced[unplaced] ?? 0) + 1;
  }

  rejected(code: RejectionCode, index: number): void {
    this.#rejected[code] = (this.#rejected[code] ?? 0) + 1;
    this.#without.push(index);
  }

  dropped(reason: DropReason, index: number): void {
    this.#dropped[reason] = (this.#dropped[reason] ?? 0) + 1;
    this.#without.push(index);
  }

  count(id: string, lines: number): BatchCount {
    const without = this.#without.toSorted((a, b) => a - b);
    return {
      id,
      lines,
      rows: this.#rows,
      rejected: this.#rejected,
      dropped: this.#dropped,
      without: ranges(without),
      keys: this.#keys,
      others: this.#others,
      ...(Object.keys(this.#unplaced).length > 0 && { unplaced: this.#unplaced }),
    };
  }
}
