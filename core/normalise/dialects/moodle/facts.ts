import type { JsonObject } from '../../dialect.ts';
import type { Facts } from '../../learning-event.ts';
import type { FactRule } from './entry.ts';
import { decimal } from './numbers.ts';

type Measured = { -readonly [K in keyof Facts]: Facts[K] };

const MOST_POINTS = 1e6;
const LONGEST_TEXT = 1_000_000;

/** `completionstate` of \core\event\course_module_completion_updated: 0 incomplete, 1 complete, 2 complete and passed, 3 complete and failed. */
const COMPLETION: Readonly<Record<string, Measured>> = {
  0: { completion: false },
  1: { completion: true },
  2: { completion: true, success: true },
  3: { completion: true, success: false },
};

/** What a row measures. The most that could be scored is told by no event of Moodle. */
export function factsOf(rules: readonly FactRule[], other: JsonObject): Facts {
  const facts: Measured = {};
  for (const [column, key] of rules) {
    const value = Object.hasOwn(other, key) ? other[key] : undefined;
    if (column === 'done') facts.completion = true;
    else if (column === 'state') Object.assign(facts, stateOf(value));
    else if (column === 'raw') {
      const points = decimal(value);
      if (points !== null && Math.abs(points) <= MOST_POINTS) facts.score_raw = points;
    } else if (column === 'length' && typeof value === 'string' && value.length <= LONGEST_TEXT) facts.response_length = value.length;
  }
  return facts;
}

function stateOf(value: unknown): Measured {
  const state = decimal(value);
  return state !== null && Object.hasOwn(COMPLETION, state) ? (COMPLETION[state] as Measured) : {};
}
