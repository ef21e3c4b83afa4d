/** ISO 8601, whole days at least: weeks alone, or years, months and days. */
export const DURATION = /^P(?:\d{1,4}W|(?=\d)(?:\d{1,3}Y)?(?:\d{1,4}M)?(?:\d{1,5}D)?)$/;

const DAYS: Readonly<Record<string, number>> = { Y: 365, M: 30, W: 7, D: 1 };

/** Days of a duration that matches `DURATION`; a year counts 365 of them, a month 30. */
export function daysOf(duration: string): number {
  let days = 0;
  for (const [, count, unit] of duration.matchAll(/(\d+)([YMWD])/g)) days += Number(count) * (DAYS[unit ?? ''] ?? 0);
  return days;
}

/** As it is written in the file: `P14D`. */
export function durationOf(days: number): string {
  return `P${days}D`;
}

/** Whether this is a day of the calendar, YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const lengths = [31, year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && day >= 1 && day <= (lengths[month - 1] ?? 0);
}
