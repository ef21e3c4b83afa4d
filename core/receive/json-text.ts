import { tooDeep } from '#core/normalise/canonical-json.ts';

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
  if (!tooDeep(text, DEEPEST) && tooManyValues(text)) return { ok: false, reason: 'too_many_values' };
  const value = parsed(text);
  return value === undefined ? { ok: false, reason: 'malformed_json' } : { ok: true, text, value };
}

/** What the text says; undefined when it is no JSON, or would cost too much to parse. @param deepest levels */
export function parsed(text: string, deepest = DEEPEST): unknown {
  if (tooDeep(text, deepest) || tooManyValues(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether text that may be JSON has more, told without parsing: before each value but the first of all stands a comma or a bracket that opens. Those inside strings do not count. */
export function tooManyValues(text: string): boolean {
  if (text.length <= MOST_VALUES) return false;
  let values = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (quoted) {
      if (c === 0x5c) i++;
      else if (c === 0x22) quoted = false;
    } else if (c === 0x22) quoted = true;
    else if ((c === 0x2c || c === 0x5b || c === 0x7b) && ++values > MOST_VALUES) return true;
  }
  return false;
}
