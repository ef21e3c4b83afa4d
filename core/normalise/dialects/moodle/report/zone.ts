const MINUTE = 60_000;
const DAY = 86_400_000;
/** More zones than one installation has. */
const KEPT = 50;

interface Clock {
  readonly shown: Intl.DateTimeFormat;
  /** By days since the epoch: what it is ahead of UTC all through that day and those beside it; null where it is changed then. */
  readonly days: Map<number, number | null>;
}

const DAYS_KEPT = 10_000;

const clocks = new Map<string, Clock | null>();

/** Whether this is the name of a time zone of the IANA database, as in Europe/Paris. */
export function isZone(name: string): boolean {
  return clockOf(name) !== null;
}

/**
 * The instant at which clocks of a zone showed this time. In the hour that clocks repeat in autumn: its first passing. In the hour that
 * they skip in spring, which nobody saw: as if they had not been changed yet (02:30 is then 03:30). In both the offset is the earlier one.
 *
 * @param local the time as if it were UTC, ms since the epoch
 * @returns ms since the epoch, or null for an unknown zone
 */
export function instantIn(zone: string, local: number): number | null {
  const clock = clockOf(zone);
  if (clock === null) return null;
  const constant = offsetAround(clock, Math.floor(local / DAY));
  if (constant !== null) return local - constant;
  const before = local - offsetAt(clock.shown, local - DAY);
  const after = local - offsetAt(clock.shown, local + DAY);
  if (before === after || local - offsetAt(clock.shown, before) === before) return before;
  return local - offsetAt(clock.shown, after) === after ? after : before;
}

/** Asking a clock costs more than all the rest of a line: days on which nothing changes are remembered. */
function offsetAround({ shown, days }: Clock, day: number): number | null {
  const known = days.get(day);
  if (known !== undefined) return known;
  const offset = offsetAt(shown, (day - 1) * DAY);
  const constant = offset === offsetAt(shown, (day + 2) * DAY) ? offset : null;
  if (days.size >= DAYS_KEPT) days.clear();
  days.set(day, constant);
  return constant;
}

/** What its clocks are ahead of UTC, ms. */
function offsetAt(clock: Intl.DateTimeFormat, instant: number): number {
  const parts = new Map(clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const shown = Date.UTC(
    parts.get('year') ?? 0,
    (parts.get('month') ?? 1) - 1,
    parts.get('day') ?? 1,
    parts.get('hour') ?? 0,
    parts.get('minute') ?? 0,
    parts.get('second') ?? 0,
  );
  return Math.round((shown - Math.floor(instant / 1_000) * 1_000) / MINUTE) * MINUTE;
}

function clockOf(zone: string): Clock | null {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const clock = makeClock(zone);
  if (clocks.size >= KEPT) clocks.clear();
  clocks.set(zone, clock);
  return clock;
}

/** Names only: an offset like +01:00 is no zone, for it does not know when clocks change. */
const NAME = /^[A-Za-z][A-Za-z0-9_+-]{1,30}(?:\/[A-Za-z0-9_+-]{1,30}){0,2}$/;

function makeClock(timeZone: string): Clock | null {
  if (!NAME.test(timeZone)) return null;
  try {
    const two = '2-digit';
    const shown = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: two,
      day: two,
      hour: two,
      minute: two,
      second: two,
    });
    return { shown, days: new Map() };
  } catch {
    return null;
  }
}
