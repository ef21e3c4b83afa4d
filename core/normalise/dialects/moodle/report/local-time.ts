const MONTHS: ReadonlyMap<string, number> = new Map(
  [
    'january jan janvier janv',
    'february feb février févr fév',
    'march mar mars',
    'april apr avril avr',
    'may mai',
    'june jun juin',
    'july jul juillet juil',
    'august aug août',
    'september sep sept septembre',
    'october oct octobre',
    'november nov novembre',
    'december dec décembre déc',
  ].flatMap((names, month) => names.split(' ').map((name) => [name, month] as const)),
);

const CLOCK = String.raw`(?:,? (?:at |à )?|T)(\d{1,2})[:h](\d{2})(?::(\d{2}))? ?([ap]\.?m\.?)?`;
const WEEKDAY = String.raw`(?:\p{L}{2,9}\.?,? )?`;
const NUMERIC = new RegExp(String.raw`^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})${CLOCK}$`, 'iu');
const ISO = new RegExp(String.raw`^(\d{4})-(\d{2})-(\d{2})${CLOCK}$`, 'iu');
const DAY_FIRST = new RegExp(String.raw`^${WEEKDAY}(\d{1,2})(?:er|st|nd|rd|th)? (\p{L}{3,9})\.?,? (\d{4})${CLOCK}$`, 'iu');
const MONTH_FIRST = new RegExp(String.raw`^${WEEKDAY}(\p{L}{3,9})\.? (\d{1,2}),? (\d{4})${CLOCK}$`, 'iu');

/**
 * The time as a report of Moodle shows it in English or French, as if it were UTC; null for what is none. Numbers alone are day, month,
 * year, as all of Moodle's languages write them but American English, which is told by its am and pm.
 *
 * @returns ms since the epoch
 */
export function localTime(text: string): number | null {
  const plain = text
    .normalize('NFC')
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .trim();
  if (plain.length > 64) return null;
  const numeric = NUMERIC.exec(plain);
  if (numeric !== null) {
    const [, first, second, year = '', ...clock] = numeric;
    const american = clock[3] !== undefined;
    const day = Number(american ? second : first);
    return moment(year.length === 2 ? 2000 + Number(year) : Number(year), Number(american ? first : second) - 1, day, clock);
  }
  const iso = ISO.exec(plain);
  if (iso !== null) return moment(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]), iso.slice(4));
  const dayFirst = DAY_FIRST.exec(plain);
  if (dayFirst !== null) return moment(Number(dayFirst[3]), monthOf(dayFirst[2]), Number(dayFirst[1]), dayFirst.slice(4));
  const monthFirst = MONTH_FIRST.exec(plain);
  return monthFirst === null ? null : moment(Number(monthFirst[3]), monthOf(monthFirst[1]), Number(monthFirst[2]), monthFirst.slice(4));
}

function monthOf(name = ''): number {
  return MONTHS.get(name.toLowerCase()) ?? Number.NaN;
}

function moment(year: number, month: number, day: number, [hours, minutes, seconds, half]: readonly (string | undefined)[]): number | null {
  const hour = hourOf(Number(hours), half);
  const minute = Number(minutes);
  const second = Number(seconds ?? 0);
  if (!(month >= 0 && month < 12) || hour === null || minute > 59 || second > 59) return null;
  const date = new Date(Date.UTC(year, month, day, hour, minute, second));
  // The 30th of February rolls over: no such day.
  return date.getUTCMonth() === month && date.getUTCDate() === day ? date.getTime() : null;
}

/** 12 am is midnight, 12 pm noon. */
function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour > 23 ? null : hour;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}
