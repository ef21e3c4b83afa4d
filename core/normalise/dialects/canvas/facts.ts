import type { JsonObject } from '../../dialect.ts';
import type { Facts } from '../../learning-event.ts';
import { MOST_ORDINAL, numberIn, setScore } from '../openedx/facts.ts';
import type { Fact } from './event-type.ts';

/** A member of the body, or of an object in it: `course.id`. */
export function memberOf(body: JsonObject, path: string): unknown {
  let at: unknown = body;
  for (const step of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as JsonObject)[step];
  }
  return at;
}

/** Points given of points possible: a member of the body, or as many as this. */
export function score(given: string, possible: string | number): Fact {
  return {
    uses: typeof possible === 'string' ? [given, possible] : [given],
    read: (body, facts) => {
      const raw = numberIn(memberOf(body, given));
      const max = typeof possible === 'number' ? possible : numberIn(memberOf(body, possible));
      if (raw !== null || typeof possible === 'string') setScore(facts, raw, max);
    },
  };
}

export function ordinal(path: string, column: 'attempt' | 'position'): Fact {
  return {
    uses: [path],
    read: (body, facts) => {
      const value = numberIn(memberOf(body, path));
      if (value !== null && Number.isInteger(value) && value >= 1 && value <= MOST_ORDINAL) facts[column] = value;
    },
  };
}

export function flag(path: string, column: 'success'): Fact {
  return {
    uses: [path],
    read: (body, facts) => {
      const value = memberOf(body, path);
      if (typeof value === 'boolean') facts[column] = value;
    },
  };
}

/** How long a text is (Canvas cuts them at 8,192 characters); never the text. */
export function lengthOf(path: string): Fact {
  return {
    uses: [path],
    read: (body, facts) => {
      const value = memberOf(body, path);
      if (typeof value === 'string') facts.response_length = value.length;
    },
  };
}

export function always(known: Facts): Fact {
  return { uses: [], read: (_, facts) => void Object.assign(facts, known) };
}
