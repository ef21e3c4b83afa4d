import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SqliteRegistry } from '#adapters/embedded/sqlite-registry.ts';
import { Fault } from '#core/errors.ts';
import { RefusalCounter } from '#core/receive/refusals.ts';
import { sourceOf } from '../support/installation.ts';
import { ManualClock } from '../support/memory/clock.ts';
import { memoryRegistry } from '../support/memory/registry.ts';

const NOON = Date.parse('2026-03-02T12:00:00Z');
let registry: SqliteRegistry;
let clock: ManualClock;
let logged: unknown[];
/** How often the registry was written to, and whether it refuses. */
let writes: number;
let broken: boolean;
let counter: RefusalCounter;
beforeEach(async () => {
  registry = memoryRegistry();
  await registry.addSource(sourceOf('lenient'));
  clock = new ManualClock(NOON);
  [logged, writes, broken] = [[], 0, false];
  const log = { info: () => {}, error: (...entry: unknown[]) => void logged.push(entry) };
  const noteRefusals: typeof registry.noteRefusals = async (...args) => {
    writes++;
    if (broken) throw new Fault('registry_unavailable');
    return registry.noteRefusals(...args);
  };
  counter = new RefusalCounter({ registry: { noteRefusals }, clock, log });
});
afterEach(() => registry.close());

test('the first is told at once, a flood after it once a minute, and by source', async () => {
  await counter.note('campus');
  expect(await registry.refusals('')).toEqual([{ day: '2026-03-02', source: 'campus', count: 1 }]);
  for (let i = 0; i < 1000; i++) await counter.note(i % 2 === 0 ? 'campus' : null);
  expect(writes).toBe(1);
  clock.advance(60_000);
  await counter.note(null);
  expect(writes).toBe(3);
  expect(await registry.refusals('')).toEqual([
    { day: '2026-03-02', source: null, count: 501 },
    { day: '2026-03-02', source: 'campus', count: 501 },
  ]);
});

test('what is not told yet is told at the end, on the day on which it came', async () => {
  await counter.note(null);
  clock.advance(12 * 3_600_000 - 1);
  await counter.note(null);
  await counter.note(null);
  clock.advance(1);
  await counter.note(null);
  await counter.flush();
  expect(await registry.refusals('')).toEqual([
    { day: '2026-03-02', source: null, count: 3 },
    { day: '2026-03-03', source: null, count: 1 },
  ]);
  const before = writes;
  await counter.flush();
  expect(writes).toBe(before);
});

test('a registry that does not answer fails no request, is logged by code, and is told all of it later', async () => {
  broken = true;
  await counter.note('campus');
  await counter.note('campus');
  expect([writes, logged]).toEqual([1, [['receive.refusals_untold', { code: 'registry_unavailable' }]]]);
  broken = false;
  clock.advance(60_000);
  await counter.note('campus');
  expect(await registry.refusals('')).toEqual([{ day: '2026-03-02', source: 'campus', count: 3 }]);
});

test('many names take little memory and few writes, and none is lost', async () => {
  await counter.note(null);
  for (let i = 0; i < 10_000; i++) await counter.note(`guess-${i}`);
  await counter.flush();
  expect(writes).toBeLessThan(110);
  expect(await registry.refusals('')).toEqual([{ day: '2026-03-02', source: null, count: 10_001 }]);
});
