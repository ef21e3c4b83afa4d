import { isPlainChoice } from '../../choice.ts';
import { durationSeconds } from '../../duration.ts';
import type { Facts } from '../../learning-event.ts';
import { parseTime } from '../../time.ts';
import { MOST_ORDINAL, numberIn, setScore } from '../openedx/facts.ts';
import { isObject, member, type Path, pathOf, type Sent, typeOf } from './sent.ts';

export type Measured = { -readonly [K in keyof Facts]: Facts[K] };

/** Reads a measure and says where from: the paths that count as used. The first place that tells it wins. */
export interface Fact {
  readonly uses: readonly string[];
  readonly read: (sent: Sent, facts: Measured) => void;
}

type SecondsColumn = 'duration_s' | 'media_time_s' | 'media_from_s' | 'media_to_s' | 'media_length_s';

/** 115 days: no recording and no attempt is longer. */
const MOST_SECONDS = 10_000_000;
const FASTEST = 16;

function at(texts: readonly string[]): readonly Path[] {
  return texts.map(pathOf);
}

function firstNumber({ event }: Sent, paths: readonly Path[]): number | null {
  for (const path of paths) {
    const value = numberIn(member(event, path));
    if (value !== null) return value;
  }
  return null;
}

/** ISO 8601 durations (1.1, 1.2) or a number of seconds (1.0). */
export function seconds(column: SecondsColumn, ...places: string[]): Fact {
  const paths = at(places);
  const least = column === 'media_length_s' ? Number.MIN_VALUE : 0;
  return {
    uses: places,
    read: ({ event }, facts) => {
      for (const path of paths) {
        const value = secondsIn(member(event, path));
        if (value === null || value < least || value > MOST_SECONDS) continue;
        facts[column] = value;
        return;
      }
    },
  };
}

function secondsIn(value: unknown): number | null {
  return numberIn(value) ?? (typeof value === 'string' ? durationSeconds(value) : null);
}

/** How long an entity lasted: as it says, or from its start to its end. */
export function lasted(...places: string[]): Fact {
  const told = seconds('duration_s', ...places.map((place) => `${place}/duration`));
  const spans = places.map((place) => [pathOf(`${place}/startedAtTime`), pathOf(`${place}/endedAtTime`)] as const);
  return {
    uses: places.flatMap((place) => ['duration', 'startedAtTime', 'endedAtTime'].map((name) => `${place}/${name}`)),
    read: (sent, facts) => {
      told.read(sent, facts);
      if (facts.duration_s !== undefined) return;
      for (const [from, to] of spans) {
        const start = msIn(member(sent.event, from));
        const end = msIn(member(sent.event, to));
        if (start === null || end === null || end < start || end - start > MOST_SECONDS * 1_000) continue;
        facts.duration_s = (end - start) / 1_000;
        return;
      }
    },
  };
}

function msIn(value: unknown): number | null {
  return typeof value === 'string' ? (parseTime(value)?.ms ?? null) : null;
}

/**
 * Points given of points possible, and the share where it can be told.
 *
 * @param doubtful the sender is known to write the points given where the points possible belong: then equal ones tell nothing of these
 */
export function score(given: readonly string[], possible: readonly string[], doubtful = false): Fact {
  const givenPaths = at(given);
  const possiblePaths = at(possible);
  return {
    uses: [...given, ...possible],
    read: (sent, facts) => {
      const raw = firstNumber(sent, givenPaths);
      const max = firstNumber(sent, possiblePaths);
      setScore(facts, raw, doubtful && raw === max ? null : max);
    },
  };
}

/** A whole number from 1: attempts, pages. */
export function ordinal(column: 'attempt' | 'position', ...places: string[]): Fact {
  const paths = at(places);
  return {
    uses: places,
    read: (sent, facts) => {
      const value = firstNumber(sent, paths);
      if (value !== null && Number.isInteger(value) && value >= 1 && value <= MOST_ORDINAL) facts[column] = value;
    },
  };
}

export function speed(...places: string[]): Fact {
  const paths = at(places);
  return {
    uses: places,
    read: (sent, facts) => {
      const value = firstNumber(sent, paths);
      if (value !== null && value > 0 && value <= FASTEST) facts.media_speed = value;
    },
  };
}

/** How long a text is, or several together; never the text. */
export function lengthOf(...places: string[]): Fact {
  const paths = at(places);
  return {
    uses: places,
    read: ({ event }, facts) => {
      for (const path of paths) {
        const length = lengthIn(member(event, path));
        if (length === null) continue;
        facts.response_length = length;
        return;
      }
    },
  };
}

function lengthIn(value: unknown): number | null {
  if (typeof value === 'string') return value.length;
  if (!Array.isArray(value)) return null;
  const texts = value.filter((text) => typeof text === 'string');
  return texts.length === 0 ? null : texts.reduce((sum, text) => sum + text.length, 0);
}

const SUCCESS: Readonly<Record<string, boolean>> = { correct: true, incorrect: false, true: true, false: false };

export function success(...places: string[]): Fact {
  const paths = at(places);
  return {
    uses: places,
    read: ({ event }, facts) => {
      for (const path of paths) {
        const value = member(event, path);
        if (typeof value === 'boolean') facts.success = value;
        else if (typeof value === 'string' && Object.hasOwn(SUCCESS, value)) facts.success = SUCCESS[value] as boolean;
        else continue;
        return;
      }
    },
  };
}

const CHOICES: ReadonlySet<string | null> = new Set(['MultipleChoiceResponse', 'MultipleResponseResponse', 'TrueFalseResponse']);
/** More than any item offers. */
const MOST_CHOICES = 12;

/** The choice made, where the item has points; of any other answer its length. */
export const answer: Fact = {
  uses: ['generated/type', 'generated/value', 'generated/values', 'object/maxScore'],
  read: ({ event }, facts) => {
    const response = event['generated'];
    if (!isObject(response)) return;
    const told = member(response, ['values']) ?? member(response, ['value']);
    if (!CHOICES.has(typeOf(response))) {
      const length = lengthIn(told);
      if (length !== null) facts.response_length = length;
      return;
    }
    const graded = (numberIn(member(event['object'], ['maxScore'])) ?? 0) > 0;
    const choices: readonly unknown[] = Array.isArray(told) ? told : [told];
    const named = choices.length > 0 && choices.length <= MOST_CHOICES;
    if (graded && named && choices.every(isPlainChoice)) facts.response = choices.join(',');
  },
};

/** What the type itself says. */
export function always(known: Facts): Fact {
  return { uses: [], read: (_, facts) => void Object.assign(facts, known) };
}
