import { durationOf } from './duration.ts';

/** After so many days no copy of a received event, nor a forgotten salt, may be left anywhere but in research data. */
export const LONGEST_DAYS = 28;
/** S3 rounds an object's expiry up to the next midnight UTC. */
const LIFECYCLE_ROUNDING_DAYS = 1;
/** S3 may act days after a rule is due; AWS promises no bound. Readers filter by age, too. */
const LIFECYCLE_LAG_DAYS = 2;
/** On a versioned bucket an expired object stays readable as a noncurrent version until its own rule takes it away. */
const NONCURRENT_DAYS = 1;
const LAG_DAYS = LIFECYCLE_ROUNDING_DAYS + LIFECYCLE_LAG_DAYS + NONCURRENT_DAYS;

/** In days. */
export interface ExpiryDays {
  readonly intake: number;
  readonly raw: number;
  readonly results: number;
  readonly registry_backup: number;
}

/** When the last copy of something is gone. */
export interface Ending {
  /** The expiry to shorten when this ends too late. */
  readonly key: keyof ExpiryDays;
  readonly parts: readonly { readonly key: keyof ExpiryDays; readonly days: number }[];
  readonly lag: number;
  /** Parts and lag together. */
  readonly days: number;
}

/**
 * The three clocks that end within `LONGEST_DAYS`. A batch may wait in the intake for its whole expiry, is archived then, and raw
 * lives on from then; a restored backup brings back forgotten salts; query results are copies of rows that may be erased since.
 */
export function endingsOf({ intake, raw, results, registry_backup: backup }: ExpiryDays): readonly Ending[] {
  const received = [
    { key: 'intake', days: intake },
    { key: 'raw', days: raw },
  ] as const;
  return [
    { key: 'raw', parts: received, lag: LAG_DAYS, days: intake + raw + LAG_DAYS },
    { key: 'results', parts: [{ key: 'results', days: results }], lag: LAG_DAYS, days: results + LAG_DAYS },
    { key: 'registry_backup', parts: [{ key: 'registry_backup', days: backup }], lag: 0, days: backup },
  ];
}

/** Why an ending is too late, with the sum and the remedy; null when it is not, or when a part is not known (NaN). */
export function tooLate({ key, parts, lag, days }: Ending): string | null {
  if (!(days > LONGEST_DAYS)) return null;
  const sum = [...parts.map((part) => `${part.key} ${durationOf(part.days)}`), ...(lag === 0 ? [] : [`${lag} days of lag`])].join(' + ');
  const own = parts.find((part) => part.key === key)?.days ?? 0;
  const several = parts.length > 1 || lag > 0;
  return `${sum} ${several ? 'end' : 'ends'} after ${days} days; ${several ? 'together they' : 'it'} may last ${LONGEST_DAYS}: shorten ${key} to ${durationOf(own - (days - LONGEST_DAYS))}`;
}
