import { expect, test } from 'vitest';
import type { Registry } from '#core/ports/registry.ts';
import { DAY_MS, NOW } from './people.ts';

const MONTH = 30 * DAY_MS;

export function firstReceipts(registry: () => Registry): void {
  test('the first claim stays, whatever later claims say', async () => {
    const claim = (received: number): Promise<readonly number[]> =>
      registry().firstReceived([{ eventId: 'e1x', received }], received + MONTH);
    expect(await claim(NOW)).toEqual([NOW]);
    expect(await claim(NOW + 5)).toEqual([NOW]);
    expect(await claim(NOW - 5)).toEqual([NOW]);
  });

  test('answers in the order of the claims, each event for itself', async () => {
    await registry().firstReceived([{ eventId: 'e1b', received: 7 }], MONTH);
    const claims = ['a', 'b', 'c', 'a'].map((name, i) => ({ eventId: `e1${name}`, received: 100 + i }));
    expect(await registry().firstReceived(claims, MONTH)).toEqual([100, 7, 102, 100]);
    expect(await registry().firstReceived([], MONTH)).toEqual([]);
  });

  test('is kept until its expiry at least, and a later claim prolongs it', async () => {
    await registry().firstReceived([{ eventId: 'e1x', received: NOW }], NOW + MONTH);
    await registry().firstReceived([{ eventId: 'e1x', received: NOW + DAY_MS }], NOW + DAY_MS + MONTH);
    await registry().firstReceived([{ eventId: 'e1other', received: NOW + DAY_MS + MONTH }], NOW + 3 * MONTH);
    expect(await registry().firstReceived([{ eventId: 'e1x', received: NOW + DAY_MS + MONTH }], NOW + 3 * MONTH)).toEqual([NOW]);
  });
}
