import type { Action } from '../../actions.ts';
import { durationSeconds } from '../../duration.ts';
import type { Facts } from '../../learning-event.ts';
import { MOST_ORDINAL, numberIn } from '../openedx/facts.ts';
import type { ReadName } from './extensions.ts';
import type { Meant } from './meaning.ts';
import { responseOf } from './response.ts';
import { inner, type Statement } from './statement.ts';
import { told } from './told.ts';

type Measured = { -readonly [K in keyof Facts]: Facts[K] };

/** 115 days; no recording and no attempt is longer. */
const MOST_SECONDS = 10_000_000;
const MOST_POINTS = 1e6;
/** No player is faster. */
const FASTEST = 16;

/** Acts whose response is the actor's own words; beside others stands what the platform or a teacher wrote to her. */
const WRITTEN: ReadonlySet<Action> = new Set([
  ...(['answered', 'submitted', 'saved', 'attempted', 'completed'] as const),
  ...(['posted', 'replied', 'edited', 'annotated', 'searched'] as const),
]);

/** Every measure that a statement tells, each within its range; what is out of it is not told. */
export function factsOf(sent: Statement, meant: Meant): Facts {
  const facts: Measured = {};
  // Of polls, surveys and ratings only that they happened: a rating is a score.
  if (meant.category === 'feedback') return facts;
  score(sent, facts);
  verdict(sent, meant, facts);
  const duration = durationSeconds(String(sent.result['duration'] ?? ''));
  if (duration !== null && duration <= MOST_SECONDS) facts.duration_s = duration;
  media(sent, facts);
  const attempt = numberIn(told(sent, 'attempt'));
  if (attempt !== null && isOrdinal(attempt)) facts.attempt = attempt;
  const position = positionOf(sent, meant);
  if (position !== null && isOrdinal(position)) facts.position = position;
  if (WRITTEN.has(meant.action)) Object.assign(facts, responseOf(sent));
  return facts;
}

/** Points, and their share where raw and max are told and it is not (xAPI 1.0.3, part two, 2.4.5.1). */
function score({ result }: Statement, facts: Measured): void {
  const told = inner(result['score']);
  const points = (name: string): number | null => {
    const value = numberIn(told[name]);
    return value === null || Math.abs(value) > MOST_POINTS ? null : value;
  };
  const [raw, min, max, scaled] = [points('raw'), points('min'), points('max'), numberIn(told['scaled'])];
  if (raw !== null) facts.score_raw = raw;
  if (min !== null) facts.score_min = min;
  if (max !== null) facts.score_max = max;
  if (scaled !== null && Math.abs(scaled) <= 1) facts.score_scaled = scaled;
  else if (scaled === null && raw !== null && max !== null && max > 0 && Math.abs(raw) <= max) facts.score_scaled = raw / max;
}

function verdict({ result }: Statement, { always }: Meant, facts: Measured): void {
  for (const name of ['success', 'completion'] as const) {
    const value = result[name] ?? always?.[name];
    if (typeof value === 'boolean') facts[name] = value;
  }
}

function media(sent: Statement, facts: Measured): void {
  const seconds = (name: ReadName): number | undefined => {
    const value = told(sent, name);
    const number = numberIn(value) ?? (typeof value === 'string' ? durationSeconds(value) : null);
    return number === null || number < 0 || number > MOST_SECONDS ? undefined : number;
  };
  const columns = { media_time_s: 'time', media_from_s: 'timeFrom', media_to_s: 'timeTo', media_length_s: 'length' } as const;
  for (const [column, name] of Object.entries(columns) as [keyof typeof columns, ReadName][]) {
    const value = seconds(name);
    // Players say 0 before they know how long a recording is.
    if (value !== undefined && (column !== 'media_length_s' || value > 0)) facts[column] = value;
  }
  const speed = speedIn(told(sent, 'speed'));
  if (speed !== null) facts.media_speed = speed;
}

/** `1.25x` (video profile 1.0.3, 4.2), or a number. */
function speedIn(value: unknown): number | null {
  const number = numberIn(typeof value === 'string' ? value.replace(/x$/, '') : value);
  return number === null || number < 0 || number > FASTEST ? null : number;
}

/**
 * Position from 1. Of a move within a sequence of Open edX: where it led, one on or one back from where it began; a move out of the
 * sequence leads to no unit of it. Of a hint: its place in the id, counted from 0.
 */
function positionOf(sent: Statement, { action }: Meant): number | null {
  if (action === 'hint_shown') {
    const hint = /\/hint\/(\d{1,4})$/.exec(sent.activity.id ?? '')?.[1];
    return hint === undefined ? null : Number(hint) + 1;
  }
  const from = numberIn(told(sent, 'start'));
  const to = told(sent, 'end');
  if (action === 'navigated' && to !== undefined) {
    const step = to === 'next unit' ? 1 : to === 'previous unit' ? -1 : null;
    const led = step === null ? numberIn(to) : from === null ? null : from + step;
    const last = numberIn(told(sent, 'items'));
    return led === null || (last !== null && led > last) ? null : led;
  }
  return numberIn(told(sent, 'position'));
}

function isOrdinal(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= MOST_ORDINAL;
}
