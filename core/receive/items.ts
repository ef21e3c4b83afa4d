import { eachElement } from './elements.ts';
import { type Declared, framed, UNDECLARED } from './framing/framing.ts';
import { headerOf } from './framing/header.ts';
import { jsonTextOf, parsed } from './json-text.ts';
import { splitLines } from './lines.ts';
import { itemsOfLine, itemsOfValue } from './split.ts';

/** Most items in one POST: as many as one cut of a bulk file has lines. */
export const MAX_ITEMS = 10_000;

export type Items =
  | { readonly ok: true; readonly lines: readonly string[] }
  | { readonly ok: false; readonly reason: 'malformed_json' | 'too_many_values' | 'too_many_items' };

const LINE_TYPES = new Set(['application/x-ndjson', 'application/ndjson', 'application/jsonl', 'application/jsonlines', 'text/plain']);
const CSV_TYPES = new Set(['text/csv', 'application/csv', 'text/tab-separated-values']);
/** No header is longer. */
const HEADER_BYTES = 8_192;

/**
 * A POST's body as one item a line: a JSON array's elements, one JSON object, the rows of a table (CSV), or the lines themselves (NDJSON,
 * raw logs); a Caliper envelope, wherever it stands, as its items. Lines are told by their content type, or by a body that is no JSON as
 * a whole but has a line that is.
 */
export function itemsOf(body: Uint8Array, contentType: string | undefined, declared: Declared = UNDECLARED): Items {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (CSV_TYPES.has(type) || isTable(body)) return tableRows(body, declared);
  if (LINE_TYPES.has(type)) return bounded(framed(splitLines(body, MAX_ITEMS + 1), declared), itemsOfLine);
  const json = jsonTextOf(body);
  if (json.ok) return bounded(framed(eachElement(json.text), declared), itemsOfValue);
  const lines = splitLines(body, MAX_ITEMS + 1);
  const someAreJson = lines.length > 1 && lines.slice(0, 10).some((line) => line.startsWith('{') && parsed(line) !== undefined);
  return someAreJson ? bounded(framed(lines, declared), itemsOfLine) : json;
}

/** A row may have line breaks in its fields. */
const MAX_TABLE_LINES = 10 * MAX_ITEMS;

function tableRows(body: Uint8Array, declared: Declared): Items {
  const lines = splitLines(body, MAX_TABLE_LINES + 1);
  if (lines.length > MAX_TABLE_LINES) return { ok: false, reason: 'too_many_items' };
  return bounded(framed(lines, declared, true), (row) => [row]);
}

/** The first line is the header of a known table, whatever the content type says. */
function isTable(body: Uint8Array): boolean {
  const [first = ''] = splitLines(body.subarray(0, HEADER_BYTES), 1);
  return headerOf(first.replace(/^\ufeff/, '')) !== null;
}

/** The bound holds for what comes out of the splitting; what goes beyond it is never made. */
export function bounded<T>(values: Iterable<T>, split: (value: T) => Iterable<string>): Items {
  const lines: string[] = [];
  for (const value of values) {
    for (const line of split(value)) {
      if (lines.length === MAX_ITEMS) return { ok: false, reason: 'too_many_items' };
      lines.push(line);
    }
  }
  return { ok: true, lines };
}
