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

/*
 * Numbers on the page are rounded, so that no two of them give a group of fewer than ten learners by subtraction: a total less its shown
 * parts would otherwise be the part that is withheld.
 */
const LEARNERS_STEP = 5;
const EVENTS_STEP = 10;
const SHARE_STEP = 0.05;

/** Learners in fives; null where there are fewer than ten. */
export function learnersShown(learners: number): number | null {
  return learners >= LEAST_LEARNERS ? Math.round(learners / LEARNERS_STEP) * LEARNERS_STEP : null;
}

/** Events in tens; null where fewer than ten learners stand behind them. */
export function eventsShown(events: number, learners: number): number | null {
  return learners >= LEAST_LEARNERS ? Math.max(EVENTS_STEP, Math.round(events / EVENTS_STEP) * EVENTS_STEP) : null;
}

/** A share in steps of five in a hundred, 0.05 to 0.95: that all or none did something is told of nobody. */
export function shareShown(share: number): number {
  return Math.min(1 - SHARE_STEP, Math.max(SHARE_STEP, Math.round(share / SHARE_STEP) * SHARE_STEP));
}

/** Whether a share is told as one of its ends. */
export function isExtreme(share: number): boolean {
  const told = shareShown(share);
  return told <= SHARE_STEP || told >= 1 - SHARE_STEP;
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
