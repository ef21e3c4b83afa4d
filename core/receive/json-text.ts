import { beyond } from '#core/normalise/canonical-json.ts';

/** No body nests so deep by accident; a parser's memory grows with it. */
const DEEPEST = 10_000;
/**
 * Most values in one body or line, keys not counted: a hundred for each of the most items. A parser makes some 60 bytes of a value, and
 * 300 of a member whose name is new to it, so that 16 MiB of the smallest ones would take more memory than receive's function has.
 */
const MOST_VALUES = 1_000_000;

export type JsonText =
  | { readonly ok: true; readonly text: string; readonly value: unknown }
  | { readonly ok: false; readonly reason: 'malformed_json' | 'too_many_values' };

/** Bytes that are UTF-8 and JSON as a whole: their text, and what it says. */
export function jsonTextOf(bytes: Uint8Array): JsonText {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { ok: false, reason: 'malformed_json' };
  }
  const bound = beyond(text, DEEPEST, MOST_VALUES);
  if (bound !== null) return { ok: false, reason: bound === 'values' ? 'too_many_values' : 'malformed_json' };
  const value = jsonOrNone(text);
  return value === undefined ? { ok: false, reason: 'malformed_json' } : { ok: true, text, value };
}

/** Whether a text would cost a parser too much, told without parsing. @param deepest levels */
export function tooCostly(text: string, deepest = DEEPEST): boolean {
  return beyond(text, deepest, MOST_VALUES) !== null;
}

/** What the text says; undefined when it is no JSON, or would cost too much to parse. @param deepest levels */
export function parsed(text: string, deepest = DEEPEST): unknown {
  return tooCostly(text, deepest) ? undefined : jsonOrNone(text);
}

function jsonOrNone(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
