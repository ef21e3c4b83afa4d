import { expect, test } from 'vitest';
import type { Fence, Registry } from '#core/ports/registry.ts';
import { active, created, fence, NOW, request } from './people.ts';

const SETTLE = 1000;

export function sweeps(registry: () => Registry): void {
  const erased = async (id: string, at = NOW): Promise<Fence> => {
    const stored = fence('c/1', id, 'erase', at);
    await created(registry(), id);
    await registry().widen([active(id, 'c/1')]);
    await registry().forget(request(id, 'erase', [stored], at));
    return stored;
  };
  const pending = async (now: number): Promise<(number | null)[]> =>
    (await registry().pendingSweeps(now, SETTLE)).map(({ sweptAt }) => sweptAt);

  test('one at once, a second once things have settled, then none', async () => {
    const stored = await erased('ann');
    expect(await pending(NOW)).toEqual([null]);
    await registry().swept([stored], NOW + 10);
    expect(await pending(NOW + 20)).toEqual([]);
    expect(await pending(NOW + SETTLE - 1)).toEqual([]);
    expect(await pending(NOW + SETTLE)).toEqual([NOW + 10]);
    await registry().swept([stored], NOW + SETTLE);
    expect(await pending(NOW + 99 * SETTLE)).toEqual([]);
  });

  test('a first sweep that comes late enough is the last', async () => {
    const stored = await erased('ann');
    await registry().swept([stored], NOW + SETTLE);
    expect(await pending(NOW + 2 * SETTLE)).toEqual([]);
  });

  test('a sweep reported late does not undo a newer one', async () => {
    const stored = await erased('ann');
    await registry().swept([stored], NOW + SETTLE);
    await registry().swept([stored], NOW + 1);
    expect(await pending(NOW + 2 * SETTLE)).toEqual([]);
  });

  test('each fence is swept for itself', async () => {
    const ann = await erased('ann');
    await erased('bob', NOW + 1);
    await registry().swept([ann], NOW + 2);
    expect((await registry().pendingSweeps(NOW + 3, SETTLE)).map((sweep) => sweep.fence.learner)).toEqual(['p1bob']);
    expect((await registry().fences('c/1')).map(({ learner }) => learner).toSorted()).toEqual(['p1ann', 'p1bob']);
    expect(await registry().fences('c/2')).toEqual([]);
  });

  test('a fence renewed with a later time is swept again', async () => {
    const stored = await erased('ann');
    await registry().swept([stored], NOW + SETTLE);
    const renewed = { ...stored, at: NOW + 5 * SETTLE };
    await registry().forget(request('ann', 'erase', [renewed], renewed.at));
    await registry().swept([stored], NOW + 6 * SETTLE);
    expect(await pending(NOW + 6 * SETTLE)).toEqual([null]);
    expect(await registry().fences('c/1')).toEqual([renewed]);
  });

  test('a relabelling keeps its new token', async () => {
    const [ann, bob] = [await created(registry(), 'ann'), await created(registry(), 'bob')];
    const relabel = fence('c/1', 'bob', 'relabel');
    const revisions = { winnerRevision: ann.revision, loserRevision: bob.revision };
    await registry().change([{ kind: 'join', winner: 'ann', loser: 'bob', ...revisions, fences: [relabel] }]);
    expect((await registry().fences('c/1'))[0]?.becomes).toBe('p1bob-new');
  });
}
