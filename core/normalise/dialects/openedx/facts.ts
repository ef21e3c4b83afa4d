import type { Facts } from '../../learning-event.ts';
import { type Fact, type Measured, member } from './event-type.ts';

type NumberColumn = {
  [K in keyof Facts]-?: NonNullable<Facts[K]> extends number ? K : never;
}[keyof Facts];
type BooleanColumn = 'success' | 'completion';

/** Longest recording or exam, in seconds: 115 days. */
const MOST_SECONDS = 10_000_000;
const MOST_POINTS = 1e6;
/** Positions and attempts: a larger number is an id or a slip. */
export const MOST_ORDINAL = 10_000;
/** No player is faster. */
const FASTEST = 16;

// Some fields come as text ("1.50"), and a missing value as the word None.
const DECIMAL = /^-?\d{1,15}(?:\.\d{1,15})?$/;

/** A finite number, or text of one; null for anything else. */
export function numberIn(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' && DECIMAL.test(value) ? Number(value) : null;
}

/** Sets a column from the payload where the value is within its range; otherwise the row goes without. */
function ranged(path: string, column: NumberColumn, least: number, most: number, whole = false, shift = 0): Fact {
  const key = path.split('.');
  return {
    uses: [path],
    read: ({ fields }, facts) => {
      const value = numberIn(member(fields, key));
      if (value === null || value < least || value > most || (whole && !Number.isInteger(value))) return;
      facts[column] = value + shift;
    },
  };
}

export const seconds = (path: string, column: NumberColumn) => ranged(path, column, 0, MOST_SECONDS);
/** A length; players say 0 before they know it. */
export const lengthInSeconds = (path: string, column: NumberColumn) => ranged(path, column, Number.MIN_VALUE, MOST_SECONDS);
export const points = (path: string, column: NumberColumn) => ranged(path, column, -MOST_POINTS, MOST_POINTS);
export const share = (path: string, column: NumberColumn) => ranged(path, column, 0, 1);
export const speed = (path: string) => ranged(path, 'media_speed', 0, FASTEST);
export const ordinal = (path: string, column: NumberColumn) => ranged(path, column, 1, MOST_ORDINAL, true);
/** Counted from 0 by the sender, from 1 by us. */
export const ordinalFromZero = (path: string, column: NumberColumn) => ranged(path, column, 0, MOST_ORDINAL - 1, true, 1);

/** Points earned of points possible, and the share where it can be told. */
export function score(earned: string, possible: string): Fact {
  const earnedKey = earned.split('.');
  const possibleKey = possible.split('.');
  return {
    uses: [earned, possible],
    read: ({ fields }, facts) => setScore(facts, numberIn(member(fields, earnedKey)), numberIn(member(fields, possibleKey))),
  };
}

export function setScore(facts: Measured, raw: number | null, max: number | null): void {
  const withMax = max !== null && Math.abs(max) <= MOST_POINTS;
  if (withMax) facts.score_max = max;
  if (raw === null || Math.abs(raw) > MOST_POINTS) return;
  facts.score_raw = raw;
  if (withMax && max > 0 && Math.abs(raw) <= max) facts.score_scaled = raw / max;
}

/** Sets a column from one member that is true or false, or one of these words. */
export function flag(path: string, column: BooleanColumn, words: Readonly<Record<string, boolean>> = {}): Fact {
  const key = path.split('.');
  return {
    uses: [path],
    read: ({ fields }, facts) => {
      const value = member(fields, key);
      if (typeof value === 'boolean') facts[column] = value;
      else if (typeof value === 'string' && Object.hasOwn(words, value)) facts[column] = words[value] as boolean;
    },
  };
}

/** How long a text is; never the text. */
export function lengthOf(path: string): Fact {
  const key = path.split('.');
  return {
    uses: [path],
    read: ({ fields }, facts) => {
      const value = member(fields, key);
      if (typeof value === 'string') facts.response_length = value.length;
    },
  };
}

/** What the type itself says. */
export function always(known: Facts): Fact {
  return { uses: [], read: (_, facts) => void Object.assign(facts, known) };
}
