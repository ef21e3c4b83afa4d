import type { CourseDay } from '#core/dataset/layout.ts';
import type { DropReason, RejectionCode } from '#core/normalise/rejection.ts';

/** What became of one batch's lines: lines = rows + rejected + dropped. */
export interface BatchCount {
  readonly id: string;
  readonly lines: number;
  readonly rows: number;
  readonly rejected: Readonly<Partial<Record<RejectionCode, number>>>;
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
  /** Lines that gave no row, as ranges of indexes ("0-3,7"), so that a replay need read no others. */
  readonly without: string;
  /** Keys that were dropped, by path in their dialect's vocabulary, else `(unknown)`. */
  readonly keys: Readonly<Record<string, number>>;
  /** Actions that fell to `other`: events whose type has no place yet. */
  readonly others: number;
  /** Those of them whose type has a public name, by that name; absent where there is none. */
  readonly unplaced?: Readonly<Record<string, number>>;
}

/** Every line of a group of batches accounted for. Counts and keys only, never content. */
export interface Receipt {
  readonly v: 1;
  /** Digest of the batch ids: the same batches together are the same group. */
  readonly group: string;
  readonly source: string;
  /** Earliest first receipt in the group, ms since the epoch. */
  readonly received: number;
  readonly processed: number;
  /** Of the dialects that read the lines: the highest. */
  readonly transform_version: number;
  readonly schema_version: number;
  readonly batches: readonly BatchCount[];
  /** Persons whose names pointed to two different people. */
  readonly alias_conflicts: number;
  /** The course-days in which the group has rows. */
  readonly pairs: readonly (readonly [CourseDay['slug'], CourseDay['day']])[];
  readonly raw: string;
  readonly staged: readonly string[];
}

export function encodeReceipt(receipt: Receipt): Uint8Array {
  return Buffer.from(`${JSON.stringify(receipt)}\n`, 'utf8');
}

export function decodeReceipt(bytes: Uint8Array): Receipt {
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as Receipt;
}

/** Sorted indexes as ranges: [0,1,2,7] is "0-2,7". */
export function ranges(indexes: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < indexes.length; ) {
    let j = i;
    while (indexes[j + 1] === (indexes[j] as number) + 1) j++;
    parts.push(i === j ? String(indexes[i]) : `${indexes[i]}-${indexes[j]}`);
    i = j + 1;
  }
  return parts.join(',');
}

/** The indexes of `ranges`. */
export function indexesOf(text: string): number[] {
  if (text === '') return [];
  return text.split(',').flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
}
