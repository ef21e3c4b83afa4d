import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LEAST_LEARNERS } from '#core/query/small-groups.ts';
import { stayingSteps } from '#core/report/sections/engagement.ts';

const week = (n: number) => new Date(Date.UTC(2026, 0, 5) + n * 7 * 86_400_000).toISOString().slice(0, 10);

test('a step is drawn where ten or more have left since the one before', () => {
  const leaving = [4, 7, 3, 12, 20].map((learners, n) => ({ week: week(n), learners }));
  expect(stayingSteps(leaving)).toEqual([
    { week: week(0), learners: 46 },
    { week: week(2), learners: 35 },
    { week: week(4), learners: 20 },
  ]);
});

test('no two numbers shown tell apart fewer than ten learners, and none is below ten', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 30 }), (counts) => {
      const steps = stayingSteps(counts.map((learners, n) => ({ week: week(n), learners })));
      const levels = steps.map(({ learners }) => learners);
      expect(levels.every((level) => level >= LEAST_LEARNERS)).toBe(true);
      expect(levels.slice(1).every((level, i) => (levels[i] as number) - level >= LEAST_LEARNERS)).toBe(true);
    }),
  );
});
