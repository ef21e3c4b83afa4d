import type { QueryResult } from '#core/ports/query-engine.ts';
import { LEAST_LEARNERS } from '#core/query/small-groups.ts';

/** Rows of an answer by column name. */
export function records({ columns, rows }: QueryResult): readonly Readonly<Record<string, unknown>>[] {
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, i) => [name, row[i] ?? null])));
}

/** A count or a measure; an engine may give large whole numbers as text. */
export function number(value: unknown): number {
  return value === null || value === undefined ? Number.NaN : Number(value);
}

/** A count, where at least ten learners stand behind it; else null. */
export function shown(value: number, learners: number): number | null {
  return learners >= LEAST_LEARNERS ? value : null;
}

const WORDS = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

/** 12,345.68 */
export function told(value: number): string {
  return WORDS.format(value);
}

/** 63 % */
export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** Minutes and seconds of a recording: 4:05 */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
