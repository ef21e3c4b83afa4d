import { tooDeep } from '#core/normalise/canonical-json.ts';
import { elementsOf } from './elements.ts';
import { splitLines } from './lines.ts';

/** Most items in one POST: as many as one cut of a bulk file has lines. */
const MAX_ITEMS = 10_000;

export type Items =
  | { readonly ok: true; readonly lines: readonly string[] }
  | { readonly ok: false; readonly reason: 'malformed_json' | 'too_many_items' };

/** No body nests so deep by accident. */
const DEEPEST_BODY = 10_000;

const LINE_TYPES = new Set(['application/x-ndjson', 'application/ndjson', 'application/jsonl', 'application/jsonlines', 'text/plain']);

/**
 * A POST's body as one item a line: a JSON array's elements, one JSON object, or the lines themselves (NDJSON, raw logs).
 * Lines are told by their content type, or by a body that is no JSON as a whole but has a line that is.
 */
export function itemsOf(body: Uint8Array, contentType: string | undefined): Items {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (LINE_TYPES.has(type)) return bounded(splitLines(body, MAX_ITEMS + 1));
  const text = validJson(body);
  if (text !== null) return bounded(elementsOf(text, MAX_ITEMS + 1));
  const lines = splitLines(body, MAX_ITEMS + 1);
  const someAreJson = lines.length > 1 && lines.slice(0, 10).some((line) => line.startsWith('{') && validJson(Buffer.from(line)) !== null);
  return someAreJson ? bounded(lines) : { ok: false, reason: 'malformed_json' };
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
