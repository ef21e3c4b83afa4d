import { splitLines } from './lines.ts';

/** Most items in one POST: as many as one cut of a bulk file has lines. */
export const MAX_ITEMS = 10_000;

export type Items =
  | { readonly ok: true; readonly lines: readonly string[] }
  | { readonly ok: false; readonly reason: 'malformed_json' | 'too_many_items' };

const LINE_TYPES = new Set(['application/x-ndjson', 'application/ndjson', 'application/jsonl', 'application/jsonlines', 'text/plain']);

/**
 * A POST's body as one item a line: a JSON array's elements, one JSON object, or the lines themselves (NDJSON, raw logs).
 * Lines are told by their content type, or by a body that is no JSON as a whole but has a line that is.
 */
export function itemsOf(body: Uint8Array, contentType: string | undefined): Items {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (LINE_TYPES.has(type)) return bounded(splitLines(body));
  const whole = parse(body);
  if (whole === undefined) {
    const lines = splitLines(body);
    if (lines.length > 1 && lines.slice(0, 10).some((line) => line.startsWith('{') && parse(Buffer.from(line)) !== undefined))
      return bounded(lines);
    return { ok: false, reason: 'malformed_json' };
  }
  return bounded(Array.isArray(whole.value) ? whole.value.map((item) => JSON.stringify(item)) : [JSON.stringify(whole.value)]);
}

function bounded(lines: readonly string[]): Items {
  return lines.length > MAX_ITEMS ? { ok: false, reason: 'too_many_items' } : { ok: true, lines };
}

/** undefined = no JSON, or no UTF-8. */
function parse(bytes: Uint8Array): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    return undefined;
  }
}
