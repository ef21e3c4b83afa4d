import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endingsOf, LONGEST_DAYS } from '#core/settings/endings.ts';
import { told } from './told.ts';

describe('the 28 days', () => {
  it('are the sum of what a copy may live through', () => {
    const sums = endingsOf({ intake: 10, raw: 14, results: 7, registry_backup: 7 });
    expect(sums.map(({ key, days }) => [key, days])).toEqual([
      ['raw', 10 + 14 + 1 + 2 + 1],
      ['results', 7 + 1 + 2 + 1],
      ['registry_backup', 7],
    ]);
    expect(LONGEST_DAYS).toBe(28);
  });

  it.each<[string, string]>([
    ['raw: P20D', 'expiries.raw: intake P10D + raw P20D + 4 days of lag end after 34 days; together they may last 28: shorten raw to P14D'],
    ['raw: P15D', 'expiries.raw: intake P10D + raw P15D + 4 days of lag end after 29 days; together they may last 28: shorten raw to P14D'],
    [
      'intake: P14D',
      'expiries.intake: intake P14D + raw P14D + 4 days of lag end after 32 days; together they may last 28: shorten raw to P10D',
    ],
    [
      'results: P25D',
      'expiries.results: results P25D + 4 days of lag end after 29 days; together they may last 28: shorten results to P24D',
    ],
    [
      'registry_backup: P29D',
      'expiries.registry_backup: registry_backup P29D ends after 29 days; it may last 28: shorten registry_backup to P28D',
    ],
  ])('refuse %s', (line, message) => {
    const column = line.indexOf(':') + 5;
    expect(told(`expiries:\n  ${line}`)).toEqual([`2:${column} ${message}`]);
  });

  it('are summed beside every other mistake', () => {
    const all = told('name: X\nexpiries:\n  raw: P20D\n  logs: P2D\n  autid: P1D\n');
    expect(all).toHaveLength(4);
    expect(all[1]).toContain('end after 34 days');
  });

  it('leave alone what is no duration: that is told, and no sum with it', () => {
    expect(told('expiries: { intake: ten, raw: P20D }')).toEqual([expect.stringContaining('expiries.intake: got "ten"')]);
  });

  it('hold for every pair that is accepted, and the remedy is accepted', () => {
    const days = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 14 }), days, (intake, raw) => {
        const all = told(`expiries: { intake: P${intake}D, raw: P${raw}D }`);
        expect(all.length === 0).toBe(intake + raw + 4 <= 28);
        const remedy = /shorten raw to (P\d+D)/.exec(all[0] ?? '')?.[1];
        if (remedy !== undefined) expect(told(`expiries: { intake: P${intake}D, raw: ${remedy} }`)).toEqual([]);
      }),
    );
  });
});
