/** One load. */
export interface Phase {
  readonly name: string;
  readonly eventsPerPost: number;
  /** Events a second; null: as many as are answered. */
  readonly eventsPerSecond: number | null;
  readonly seconds: number;
  /** Sillage and the bare server take turns so often; the round of the median ratio is told. A machine's slow moment hits both. */
  readonly rounds: number;
}

/** Rates are told to autocannon in whole requests a second of each. */
export const CONNECTIONS = 10;
const STEADY = 5_000;

/** Done before, and not told: code is compiled while it runs. */
export const WARMING: Phase = { name: 'warm', eventsPerPost: 10, eventsPerSecond: 1_000, seconds: 3, rounds: 1 };

/** What is measured: each size as fast as it goes, and what a busy university sends, for as long as the target says. */
export function phasesOf(quick: boolean): readonly Phase[] {
  const [full, rounds, steady, minute] = quick ? [3, 1, 3, 8] : [8, 5, 30, 60];
  // The targets speak of a day of a million rows: it grows with every load.
  return [
    { name: 'steady-100', eventsPerPost: 100, eventsPerSecond: STEADY, seconds: minute, rounds: 1 },
    { name: 'steady-30', eventsPerPost: 30, eventsPerSecond: STEADY, seconds: steady, rounds: 1 },
    ...[1, 30, 100].map((size) => ({ name: `full-${size}`, eventsPerPost: size, eventsPerSecond: null, seconds: full, rounds })),
  ];
}
