import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Turnstile } from '#adapters/embedded/turnstile.ts';

describe('a turnstile', () => {
  test('lets in no more than its weight at once, all in order, and nobody is forgotten', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 15 }), { maxLength: 30 }), async (weights) => {
        const turnstile = new Turnstile(10);
        const entered: number[] = [];
        let inside = 0;
        const visits = weights.map(async (weight, index) => {
          const leave = await turnstile.enter(weight);
          entered.push(index);
          inside += Math.min(weight, 10);
          expect(inside).toBeLessThanOrEqual(10);
          await setImmediate();
          inside -= Math.min(weight, 10);
          leave();
          // A second time counts for nothing.
          leave();
        });
        await Promise.all(visits);
        expect(entered).toEqual(weights.map((_, index) => index));
      }),
      { numRuns: 50 },
    );
  });

  test('a light one does not overtake a heavy one that waits', async () => {
    const turnstile = new Turnstile(10);
    const leave = await turnstile.enter(6);
    const order: string[] = [];
    const heavy = turnstile.enter(6).then((leaveHeavy) => {
      order.push('heavy');
      leaveHeavy();
    });
    const light = turnstile.enter(1).then(() => order.push('light'));
    await setImmediate();
    expect(order).toEqual([]);
    leave();
    await Promise.all([heavy, light]);
    expect(order).toEqual(['heavy', 'light']);
  });
});
