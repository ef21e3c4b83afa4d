import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_MS = 25;

/** Waits before the nth repetition (0 = the first), at random, so that those who met do not meet again. */
export async function pause(repetition: number): Promise<void> {
  await sleep(Math.random() * FIRST_MS * 2 ** repetition);
}
