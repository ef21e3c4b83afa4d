import { expect, test } from 'vitest';
import type { Registry } from '#core/ports/registry.ts';
import { source } from './sources.ts';

export function refusedRequests(registry: () => Registry): void {
  test('refused requests are counted by day and source, also when several count at once', async () => {
    await registry().addSource(source('campus'));
    await Promise.all(Array.from({ length: 8 }, () => registry().noteRefusals('2026-03-02', 'campus', 5)));
    await registry().noteRefusals('2026-03-02', null, 3);
    await registry().noteRefusals('2026-03-03', 'campus', 1);
    expect(await registry().refusals('2026-03-02')).toEqual([
      { day: '2026-03-02', source: null, count: 3 },
      { day: '2026-03-02', source: 'campus', count: 40 },
      { day: '2026-03-03', source: 'campus', count: 1 },
    ]);
    expect(await registry().refusals('2026-03-03')).toHaveLength(1);
    expect(await registry().refusals('2026-03-04')).toEqual([]);
  });

  test('what is no registered source becomes no counter of its own', async () => {
    for (let i = 0; i < 50; i++) await registry().noteRefusals('2026-03-02', `guess-${i}`, 1);
    expect(await registry().refusals('')).toEqual([{ day: '2026-03-02', source: null, count: 50 }]);
  });
}
