import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);
const script = fileURLToPath(new URL('long-day.ts', import.meta.url));

/** MB of heap: a few row groups' worth, and a fraction of what the whole day would take as rows. */
const HEAP_MB = 96;

it('merges a course-day that is many times larger than the memory', { timeout: 120_000 }, async () => {
  const { stdout } = await run(process.execPath, [`--max-old-space-size=${HEAP_MB}`, '--max-semi-space-size=4', script, '250000']);
  expect(Number(stdout)).toBe(254_000);
});
