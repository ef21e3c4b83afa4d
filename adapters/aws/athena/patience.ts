import { setTimeout as sleep } from 'node:timers/promises';

/** The shortest queries take about half a second. */
const FIRST_MS = 150;
const LONGEST_MS = 2_000;

/** Waits before the nth look (0 = the first). */
export async function waitBetween(look: number): Promise<void> {
  await sleep(Math.min(LONGEST_MS, FIRST_MS * 1.5 ** look));
}
