/** A moment as a sender wrote it. */
export interface Moment {
  /** ms since the epoch, UTC; fractions of a millisecond are cut off. */
  readonly ms: number;
  /** Microseconds within the millisecond, 0 to 999, where the sender told them. */
  readonly micros: number;
  /** The sender wrote fewer than three fractional digits: its clock may be coarser than a millisecond. */
  readonly coarse: boolean;
}

// RFC 3339 with the liberties that senders take: a space for T, no seconds, +0000 or +00 for +00:00.
const ISO = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9})\d*)?)?\s?(Z|z|[+-]\d{2}(?::?\d{2})?)$/;

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A date-time with its zone (ISO 8601, RFC 3339), or null when the text is none. A leap second counts as the second after it. */
export function parseTime(text: string): Moment | null {
  const parts = ISO.exec(text);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second = '00', fraction = '', zone = 'Z'] = parts;
  const m = Number(month);
  const d = Number(day);
  const h = Number(hour);
  const min = Number(minute);
  const s = Number(second);
  if (m < 1 || m > 12 || d < 1 || d > (DAYS_IN_MONTH[m - 1] ?? 0) || h > 23 || min > 59 || s > 60) return null;
  const offset = zoneMinutes(zone);
  if (offset === null) return null;
  const utc = Date.UTC(Number(year), m - 1, d, h, min, s);
  // The 29th of February in a common year rolls over: no such day.
  if (new Date(utc).getUTCMonth() !== m - 1 && s < 60) return null;
  const digits = fraction.padEnd(6, '0');
  return { ms: utc - offset * 60_000 + Number(digits.slice(0, 3)), micros: Number(digits.slice(3, 6)), coarse: fraction.length < 3 };
}

function zoneMinutes(zone: string): number | null {
  if (zone === 'Z' || zone === 'z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  const hours = Number(zone.slice(1, 3));
  const minutes = zone.length > 3 ? Number(zone.slice(-2)) : 0;
  return hours > 14 || minutes > 59 ? null : sign * (hours * 60 + minutes);
}
