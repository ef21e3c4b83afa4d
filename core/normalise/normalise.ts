import { tooDeep } from './canonical-json.ts';
import { detect } from './detect.ts';
import type { Dialect, JsonObject, Outcome, UnusedKeys } from './dialect.ts';
import { DIALECTS } from './dialects/index.ts';
import { drop, type Rejection, rejection } from './rejection.ts';
import { RULES, type RulesName } from './rules.ts';

/** Longest line, in UTF-16 code units: no platform writes one of this size. */
const LONGEST_LINE = 1_048_576;

/** 2000-01-01T00:00:00Z: no platform that we read is older. */
const EARLIEST = Date.UTC(2000, 0, 1);
/** How far a sender's clock may run ahead. */
const LATEST_AHEAD_MS = 86_400_000;
/** Longest course id, in bytes of UTF-8. */
const COURSE_ID_BYTES = 255;

/** Begins a line that stands for bytes that were no UTF-8 (receive/lines.ts). No JSON and no log line begins so. */
export const NOT_UTF8 = '\0not-utf-8:';

/** What became of a line, and who read it. */
export interface Reading {
  readonly dialect: Dialect | null;
  readonly outcome: Outcome;
}

/**
 * Reads one line: undress, parse, tell the dialect, normalise. Never throws on bad input; the same line gives the same reading.
 *
 * @param named the dialect that the sender named; null = tell it from the item
 * @param received first receipt, ms since the epoch: no event may be from more than a day after it
 * @param rules of the specification that the item must keep, besides being read; null = none
 */
export function normaliseLine(
  line: string,
  named: string | null,
  received: number,
  unused: UnusedKeys,
  rules: RulesName | null = null,
): Reading {
  if (line.trim() === '') return { dialect: null, outcome: drop('blank') };
  if (line.startsWith(NOT_UTF8)) return { dialect: null, outcome: rejection('invalid_utf8') };
  if (line.length > LONGEST_LINE) return { dialect: null, outcome: rejection('line_too_long') };
  const dialect = named === null ? null : (DIALECTS.get(named) ?? null);
  if (named !== null && dialect === null) return { dialect: null, outcome: rejection('unknown_dialect') };
  const parsed = parse(line, dialect);
  if ('kind' in parsed) return { dialect, outcome: parsed };
  const { item } = parsed;
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return { dialect, outcome: rejection('not_an_object') };
  const reader = dialect ?? detect(item as JsonObject);
  if (reader === null) return { dialect: null, outcome: rejection('unknown_dialect') };
  const breach = rules === null ? null : broken(rules, item as JsonObject);
  if (breach !== null) return { dialect: reader, outcome: rejection('breaks_specification', breach) };
  return { dialect: reader, outcome: admit(read(reader, item as JsonObject, unused), received) };
}

/** No item may cost another one anything, not even by a defect of ours. */
function read(reader: Dialect, item: JsonObject, unused: UnusedKeys): Outcome {
  try {
    return reader.normalise(item, unused);
  } catch {
    // What was thrown may quote the item.
    return rejection('unreadable_event');
  }
}

function broken(rules: RulesName, item: JsonObject): string | null {
  try {
    return RULES.get(rules)?.(item) ?? null;
  } catch {
    return '';
  }
}

/** What holds for the events of every dialect. */
function admit(outcome: Outcome, received: number): Outcome {
  if (outcome.kind !== 'event') return outcome;
  const { time, course, identity } = outcome.event;
  if (time !== null && (time < EARLIEST || time > received + LATEST_AHEAD_MS)) return rejection('time_out_of_range', undefined, identity);
  if (course !== null && Buffer.byteLength(course) > COURSE_ID_BYTES) return rejection('course_id_too_long', undefined, identity);
  return outcome;
}

/** The line's JSON: as it stands, or freed of what its shippers dressed it in. */
function parse(line: string, named: Dialect | null): { readonly item: unknown } | Rejection {
  let fault: Rejection | null = null;
  for (const text of textsOf(line, named)) {
    if (tooDeep(text)) return rejection('too_deep');
    try {
      return { item: JSON.parse(text) };
    } catch {
      // The parser's message quotes the input, so it goes no further.
      fault ??= rejection(looksCut(text) ? 'truncated_line' : 'malformed_json');
    }
  }
  return fault ?? rejection('malformed_json');
}

function* textsOf(line: string, named: Dialect | null): Generator<string> {
  if (named === null) yield line;
  for (const dialect of named === null ? DIALECTS.values() : [named]) {
    const text = dialect.undress(line);
    if (text !== null && (named !== null || text !== line)) yield text;
  }
}

/** An object was begun and never ended. */
function looksCut(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.startsWith('{') && !trimmed.endsWith('}');
}
