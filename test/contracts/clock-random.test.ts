import { describe, expect, test } from 'vitest';
import { systemClock, systemRandom } from '#adapters/system.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Random } from '#core/ports/random.ts';
import { ManualClock } from '../support/memory/clock.ts';
import { SeededRandom } from '../support/memory/random.ts';

const clocks: [string, Clock][] = [
  ['system', systemClock],
  ['manual', new ManualClock(1_700_000_000_000)],
];

describe.each(clocks)('Clock: %s', (_name, clock) => {
  test('tells whole milliseconds since 1970', () => {
    const now = clock.now();
    expect(Number.isSafeInteger(now)).toBe(true);
    expect(new Date(now).getUTCFullYear()).toBeGreaterThan(2000);
  });
});

const randoms: [string, Random][] = [
  ['system', systemRandom],
  ['seeded', new SeededRandom(1)],
];

describe.each(randoms)('Random: %s', (_name, random) => {
  test.each([0, 1, 16, 32, 100])('gives %d bytes', (length) => {
    expect(random.bytes(length)).toHaveLength(length);
  });

  test('never gives the same bytes again', () => {
    const given = new Set(Array.from({ length: 1000 }, () => Buffer.from(random.bytes(16)).toString('hex')));
    expect(given.size).toBe(1000);
  });

  test('gives bytes that the caller may overwrite', () => {
    random.bytes(32).fill(0);
    expect(Buffer.from(random.bytes(32))).not.toEqual(Buffer.alloc(32));
  });
});

test('a manual clock moves only when told, a seeded generator repeats itself', () => {
  const clock = new ManualClock(5);
  clock.advance(10);
  expect(clock.now()).toBe(15);
  clock.set(7);
  expect(clock.now()).toBe(7);
  expect(new SeededRandom(3).bytes(40)).toEqual(new SeededRandom(3).bytes(40));
  expect(new SeededRandom(3).bytes(40)).not.toEqual(new SeededRandom(4).bytes(40));
});
