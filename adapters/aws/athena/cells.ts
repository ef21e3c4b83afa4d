import type { Cell } from '#core/ports/query-engine.ts';

const WHOLE = new Set(['tinyint', 'smallint', 'integer', 'bigint']);
/** Digits that a double keeps whatever they are. */
const EXACT_DIGITS = 15;
const BROKEN = new Set(['float', 'real', 'double']);

/** Athena gives every value as text; null has none. Nested types stay text: theirs cannot be read back. */
export function cellOf(text: string | undefined, type: string): Cell {
  if (text === undefined) return null;
  const kind = type.replace(/\(.*?\)/g, '');
  if (WHOLE.has(kind)) {
    const number = Number(text);
    return Number.isSafeInteger(number) ? number : text;
  }
  if (BROKEN.has(kind)) {
    const number = Number(text);
    return Number.isFinite(number) ? number : text;
  }
  if (kind === 'decimal') return text.replace(/[-.]/g, '').replace(/^0+/, '').length <= EXACT_DIGITS ? Number(text) : text;
  if (kind === 'boolean') return text === 'true';
  if (kind === 'timestamp' || kind === 'timestamp with time zone') return isoOf(text);
  return text;
}

/** `2026-03-02 00:00:01.000` or `… UTC`, which is what all our times are in. */
function isoOf(text: string): string {
  const parts = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.(\d{1,3})\d*)?(?: UTC)?$/.exec(text);
  return parts === null ? text : `${parts[1]}T${parts[2]}.${(parts[3] ?? '').padEnd(3, '0')}Z`;
}
