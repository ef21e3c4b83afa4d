import type { DropReason, RejectionCode } from '#core/normalise/rejection.ts';
import { type BatchCount, ranges } from './receipt.ts';

/** Counts what becomes of one batch's lines, each line once. */
export class Tally {
  readonly #rejected: Partial<Record<RejectionCode, number>> = {};
  readonly #dropped: Partial<Record<DropReason, number>> = {};
  readonly #without: number[] = [];
  #rows = 0;

  row(): void {
    this.#rows++;
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
    return { id, lines, rows: this.#rows, rejected: this.#rejected, dropped: this.#dropped, without: ranges(without) };
  }
}
