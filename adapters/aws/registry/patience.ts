import { setTimeout as pause } from 'node:timers/promises';

const FIRST_MS = 20;
const LONGEST_MS = 1000;

/** Waits before the nth repetition (0 = the first), at random, so that those who met do not meet again. */
export async function backOff(repetition: number): Promise<void> {
  await pause(Math.random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** repetition));
}
