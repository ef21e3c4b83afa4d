import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationSeconds } from '#core/normalise/duration.ts';

describe('a duration in seconds', () => {
  it.each([
    ['PT1S', 1],
    ['PT0S', 0],
    ['PT1.25S', 1.25],
    ['PT1,25S', 1.25],
    ['PT2M', 120],
    ['PT1H30M', 5_400],
    ['PT1.5H', 5_400],
    ['P1D', 86_400],
    ['P1DT1S', 86_401],
    ['P2W', 1_209_600],
    ['P0Y0M1DT0H0M0S', 86_400],
    ['PT4H35M59.14S', 16_559.14],
    ['PT36000S', 36_000],
  ])('%s is %d', (text, seconds) => {
    expect(durationSeconds(text)).toBeCloseTo(seconds, 9);
  });

  it.each(['P1Y', 'P1M', 'P1Y2M3DT4H', 'P0.5Y'])('%s has years or months, which have no fixed length', (text) => {
    expect(durationSeconds(text)).toBeNull();
  });

  it.each(['', 'P', 'PT', 'P1DT', 'P1', '1', 'pt1s', 'PT-1S', '-PT1S', 'PT1S ', 'P1W1D', 'PT1.5H1M', 'PT1M1H', 'P1S', 'PT1e3S', 'PT٣S'])(
    '%j is none',
    (text) => {
      expect(durationSeconds(text)).toBeNull();
    },
  );

  it('adds up whatever whole parts are told', () => {
    const part = fc.nat(10_000);
    fc.assert(
      fc.property(part, part, part, part, (d, h, m, s) => {
        expect(durationSeconds(`P${d}DT${h}H${m}M${s}S`)).toBe(d * 86_400 + h * 3_600 + m * 60 + s);
      }),
    );
  });

  it('never throws, and costs no time on what is hostile', () => {
    fc.assert(fc.property(fc.string(), (text) => durationSeconds(text) === null || Number.isFinite(durationSeconds(text))));
    const before = performance.now();
    for (const text of ['P'.repeat(100_000), `P${'1'.repeat(100_000)}`, `PT${'1.'.repeat(50)}S`]) expect(durationSeconds(text)).toBeNull();
    expect(performance.now() - before).toBeLessThan(200);
  });
});
