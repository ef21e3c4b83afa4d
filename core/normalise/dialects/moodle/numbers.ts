const WHOLE = /^\s*(-?\d{1,19})(?:\.0+)?\s*$/;
const DECIMAL = /^-?\d{1,15}(?:[.,]\d{1,15})?$/;

/** A whole number as decimal text, however an export writes it ("7", 7, "007", "7.0"); null for none; `invalid` for what is no number. */
export function whole(value: unknown): string | null | 'invalid' {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : 'invalid';
  if (typeof value !== 'string') return 'invalid';
  // What exports write for an empty cell.
  if (value === '' || value === 'NULL' || value === '\\N' || value === 'null') return null;
  const digits = WHOLE.exec(value)?.[1];
  return digits === undefined ? 'invalid' : BigInt(digits).toString();
}

/** The same where another value is no fault: it tells nothing. */
export function idIn(value: unknown): string | null {
  const id = whole(value);
  return id === null || id === 'invalid' || id.startsWith('-') || id === '0' ? null : id;
}

/** A number, or text of one as databases write it ("7.50000"). */
export function decimal(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' && DECIMAL.test(value) ? Number(value.replace(',', '.')) : null;
}
