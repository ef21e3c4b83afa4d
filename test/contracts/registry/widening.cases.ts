import { expect, test } from 'vitest';
import type { Registry } from '#core/ports/registry.ts';
import { active, created, fence, known, request } from './people.ts';

export function widening(registry: () => Registry): void {
  test('opens a course, widens its days in both directions, and never narrows them', async () => {
    await created(registry(), 'ann');
    const days = [
      active('ann', 'c/1', '2024-02-10'),
      active('ann', 'c/1', '2024-02-01', '2024-02-03'),
      active('ann', 'c/1', '2024-02-05', '2024-03-01'),
    ];
    expect(await registry().widen(days)).toEqual([true, true, true]);
    await registry().widen([active('ann', 'c/2', '2024-05-05')]);
    await registry().widen([active('ann', 'c/1', '2024-02-15')]);
    expect(await registry().learnerCourses('ann')).toEqual([
      { courseKey: 'c/1', firstDay: '2024-02-01', lastDay: '2024-03-01' },
      { courseKey: 'c/2', firstDay: '2024-05-05', lastDay: '2024-05-05' },
    ]);
  });

  test('a new course raises the revision, more days of a known one do not', async () => {
    const ann = await created(registry(), 'ann');
    await registry().widen([active('ann', 'c/1', '2024-02-10')]);
    const inCourse = await known(registry(), 'ann');
    expect(inCourse.revision).toBeGreaterThan(ann.revision);
    await registry().widen([active('ann', 'c/1', '2024-02-11')]);
    expect((await known(registry(), 'ann')).revision).toBe(inCourse.revision);
  });

  test('is refused for who is joined, forgotten or unknown; the others are widened', async () => {
    const [ann, bob] = [await created(registry(), 'ann'), await created(registry(), 'bob')];
    await created(registry(), 'cec');
    const revisions = { winnerRevision: ann.revision, loserRevision: bob.revision };
    await registry().change([{ kind: 'join', winner: 'ann', loser: 'bob', ...revisions, fences: [] }]);
    await registry().forget(request('cec', 'erase'));
    const everybody = ['bob', 'ann', 'cec', 'nobody'].map((id) => active(id, 'c/1'));
    expect(await registry().widen(everybody)).toEqual([false, true, false, false]);
    expect(await registry().learnerCourses('cec')).toEqual([]);
  });

  test('a new course refuses a forgetting that was planned without it', async () => {
    await created(registry(), 'ann');
    await registry().widen([active('ann', 'c/1'), active('ann', 'c/2')]);
    const early = request('ann', 'erase', [fence('c/1', 'ann', 'erase')]);
    await expect(registry().forget(early)).rejects.toMatchObject({ code: 'registry_contended' });
    expect((await known(registry(), 'ann')).status).toBe('active');
    expect(await registry().fences('c/1')).toEqual([]);
  });
}
