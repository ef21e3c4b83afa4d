/** One load. */
export interface Phase {
  readonly name: string;
  readonly eventsPerPost: number;
  /** Events a second; null: as many as are answered. */
  readonly eventsPerSecond: number | null;
  readonly seconds: number;
}

/** Rates are told to autocannon in whole requests a second of each. */
export const CONNECTIONS = 10;
const STEADY = 5_000;

/** Done before, and not told: code is compiled while it runs. */
export const WARMING: Phase = { name: 'warm', eventsPerPost: 10, eventsPerSecond: 1_000, seconds: 3 };

/** What is measured: each size as fast as it goes, and what a busy university sends, for as long as the target says. */
export function phasesOf(quick: boolean): readonly Phase[] {
  const [full, steady, minute] = quick ? [3, 3, 8] : [20, 30, 60];
  return [
    ...[1, 30, 100].map((size) => ({ name: `full-${size}`, eventsPerPost: size, eventsPerSecond: null, seconds: full })),
    { name: 'steady-30', eventsPerPost: 30, eventsPerSecond: STEADY, seconds: steady },
    { name: 'steady-100', eventsPerPost: 100, eventsPerSecond: STEADY, seconds: minute },
  ];
}
