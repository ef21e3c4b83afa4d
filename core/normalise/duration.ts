/** No duration is written longer than this. */
const LONGEST = 64;
// ISO 8601: PnW, or PnDTnHnMnS with a fraction on any part. Years and months have no fixed length.
const ISO = /^P(?:(\d+(?:[.,]\d+)?)W)?(?:(\d+(?:[.,]\d+)?)D)?(?:T(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/;
const SECONDS = [604_800, 86_400, 3_600, 60, 1] as const;

/** Seconds of an ISO 8601 duration (`PT1M30.5S`); null for what is none, and for years and months, whose length is not fixed. */
export function durationSeconds(text: string): number | null {
  if (text.length > LONGEST || text.endsWith('P') || text.endsWith('T')) return null;
  const parts = ISO.exec(text);
  if (parts === null) return null;
  const total = SECONDS.reduce((sum, unit, i) => sum + Number((parts[i + 1] ?? '0').replace(',', '.')) * unit, 0);
  return Number.isFinite(total) ? total : null;
}
