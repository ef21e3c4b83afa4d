// Each part a whole number; the last one that is told may have a fraction (ISO 8601-1, 5.5.2.3), with a point or a comma.
const PART = String.raw`\d{1,12}(?:[.,]\d{1,12})?`;
const DURATION = new RegExp(
  `^P(?=\\d|T\\d)(?:(${PART})W|(?:(${PART})Y)?(?:(${PART})M)?(?:(${PART})D)?(?:T(?=\\d)(?:(${PART})H)?(?:(${PART})M)?(?:(${PART})S)?)?)$`,
);

/** Weeks, years, months, days, hours, minutes, seconds; null: no fixed number of seconds. */
const SECONDS = [604_800, null, null, 86_400, 3_600, 60, 1] as const;

/** What a duration tells of each unit, or null when the text is none. */
function partsOf(text: string): readonly (string | undefined)[] | null {
  if (text.length > 128) return null;
  const parts = DURATION.exec(text)?.slice(1);
  // Only the last one may have a fraction.
  const told = parts?.filter((part) => part !== undefined) ?? [];
  return parts === undefined || told.slice(0, -1).some((part) => /[.,]/.test(part)) ? null : parts;
}

/** Whether a text is an ISO 8601 duration, of whatever units. */
export function isDuration(text: string): boolean {
  return partsOf(text) !== null;
}

/**
 * An ISO 8601 duration in seconds (xAPI 1.0.3, part two, 4.7; Caliper 1.2, 4.7), or null when the text is none.
 *
 * Years and months have no fixed length, so a duration with one of them (other than zero) is null: a researcher takes the number for
 * a measurement, and 365 or 30 days would be a guess. A day counts 86,400 seconds and a week seven days, as no activity is clocked
 * across a leap second or the change to summer time in days.
 */
export function durationSeconds(text: string): number | null {
  const parts = partsOf(text);
  if (parts === null) return null;
  let total = 0;
  for (const [i, part] of parts.entries()) {
    if (part === undefined) continue;
    const value = Number(part.replace(',', '.'));
    const unit = SECONDS[i] ?? null;
    if (unit === null && value !== 0) return null;
    total += value * (unit ?? 0);
  }
  return total;
}
