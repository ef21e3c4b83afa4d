import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { COURSE_DAYS_AT_ONCE } from '#core/dataset/merge-shard.ts';

const run = promisify(execFile);
const script = fileURLToPath(new URL('long-day.ts', import.meta.url));

/** MB of heap: a few row groups' worth, and a fraction of what the whole day would take as rows. */
const HEAP_MB = 96;

async function mergeLongDays(heapMb: number, rows: number, courseDays: number): Promise<unknown> {
  const args = [`--max-old-space-size=${heapMb}`, '--max-semi-space-size=4', script, String(rows), String(courseDays)];
  return JSON.parse((await run(process.execPath, args)).stdout).totals;
}

it('merges a course-day that is many times larger than the memory', { timeout: 120_000 }, async () => {
  expect(await mergeLongDays(HEAP_MB, 250_000, 1)).toEqual([254_000]);
});

it('merges as many of them as it has under way at once in as many times the memory, at most', { timeout: 240_000 }, async () => {
  const all = Array.from({ length: COURSE_DAYS_AT_ONCE }, () => 104_000);
  expect(await mergeLongDays(COURSE_DAYS_AT_ONCE * HEAP_MB, 100_000, all.length)).toEqual(all);
});
