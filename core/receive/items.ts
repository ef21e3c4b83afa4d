import { tooDeep } from '#core/normalise/canonical-json.ts';
import { elementsOf } from './elements.ts';
import { type Declared, framed, UNDECLARED } from './framing/framing.ts';
import { headerOf } from './framing/header.ts';
import { splitLines } from './lines.ts';

/** Most items in one POST: as many as one cut of a bulk file has lines. */
const MAX_ITEMS = 10_000;

export type Items =
  | { readonly ok: true; readonly lines: readonly string[] }
  | { readonly ok: false; readonly reason: 'malformed_json' | 'too_many_items' };

/** No body nests so deep by accident. */
const DEEPEST_BODY = 10_000;

const LINE_TYPES = new Set(['application/x-ndjson', 'application/ndjson', 'application/jsonl', 'application/jsonlines', 'text/plain']);
const CSV_TYPES = new Set(['text/csv', 'application/csv', 'text/tab-separated-values']);
/** No header is longer. */
const HEADER_BYTES = 8_192;

/**
 * A POST's body as one item a line: a JSON array's elements, one JSON object, the rows of a table (CSV), or the lines themselves (NDJSON,
 * raw logs).
 * Lines are told by their content type, or by a body that is no JSON as a whole but has a line that is.
 */
export function itemsOf(body: Uint8Array, contentType: string | undefined, declared: Declared = UNDECLARED): Items {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (CSV_TYPES.has(type) || isTable(body)) return tableRows(body, declared);
  if (LINE_TYPES.has(type)) return bounded(framed(splitLines(body, MAX_ITEMS + 1), declared));
  const text = validJson(body);
  if (text !== null) return bounded(framed(elementsOf(text, MAX_ITEMS + 1), declared));
  const lines = splitLines(body, MAX_ITEMS + 1);
  const someAreJson = lines.length > 1 && lines.slice(0, 10).some((line) => line.startsWith('{') && validJson(Buffer.from(line)) !== null);
  return someAreJson ? bounded(framed(lines, declared)) : { ok: false, reason: 'malformed_json' };
}

/** A row may have line breaks in its fields. */
const MAX_TABLE_LINES = 10 * MAX_ITEMS;

function tableRows(body: Uint8Array, declared: Declared): Items {
  const lines = splitLines(body, MAX_TABLE_LINES + 1);
  return lines.length > MAX_TABLE_LINES ? { ok: false, reason: 'too_many_items' } : bounded(framed(lines, declared, true));
}

/** The first line is the header of a known table, whatever the content type says. */
function isTable(body: Uint8Array): boolean {
  const [first = ''] = splitLines(body.subarray(0, HEADER_BYTES), 1);
  return headerOf(first.replace(/^\ufeff/, '')) !== null;
}

function bounded(lines: readonly string[]): Items {
  return lines.length > MAX_ITEMS ? { ok: false, reason: 'too_many_items' } : { ok: true, lines };
}

/** The text, if it is UTF-8 and JSON as a whole. */
function validJson(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // A parser's memory grows with the depth; a single deep item is refused by itself later (too_deep).
    if (tooDeep(text, DEEPEST_BODY)) return null;
    JSON.parse(text);
    return text;
  } catch {
    return null;
  }
}
