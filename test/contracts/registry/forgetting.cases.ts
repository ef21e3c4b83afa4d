import { describe, expect, test } from 'vitest';
import type { Mark, MarkKind, Registry } from '#core/ports/registry.ts';
import { active, alias, created, creation, DAY_MS, fence, known, NOW, named, request } from './people.ts';

async function markOf(registry: Registry, name: string): Promise<Mark | null | undefined> {
  return (await registry.lookup([alias(name)])).get(alias(name))?.mark;
}

export function forgetting(registry: () => Registry): void {
  const kinds: MarkKind[] = ['erase', 'deidentify', 'object', 'restrict'];

  test.each(kinds)('%s marks and unlinks every alias, and stores the fences', async (kind) => {
    await created(registry(), 'ann', ['u1', 'mail']);
    await created(registry(), 'bob');
    await registry().widen([active('ann', 'c/1', '2024-01-02', '2024-01-04')]);
    await registry().forget(request('ann', kind, [fence('c/1', 'ann', kind)]));
    for (const name of ['u1', 'mail']) {
      expect(await named(registry(), name)).toBeNull();
      expect(await markOf(registry(), name)).toEqual({ kind, at: NOW, expiresAt: NOW + 28 * DAY_MS });
    }
    expect(await known(registry(), 'ann')).toMatchObject({ status: 'forgotten', userIds: 0 });
    expect(await named(registry(), 'bob')).toBe('bob');
    expect(await registry().fences('c/1')).toEqual([fence('c/1', 'ann', kind)]);
    expect((await registry().pendingSweeps(NOW, 0)).map(({ days }) => days)).toEqual([
      { courseKey: 'c/1', firstDay: '2024-01-02', lastDay: '2024-01-04' },
    ]);
  });

  test.each(['erase', 'deidentify'] as const)('%s destroys the salt, and those of everybody joined to the learner', async (kind) => {
    const [ann, bob, cec] = [await created(registry(), 'ann'), await created(registry(), 'bob'), await created(registry(), 'cec')];
    const join = { kind: 'join' as const, fences: [] };
    await registry().change([{ ...join, winner: 'bob', winnerRevision: bob.revision, loser: 'cec', loserRevision: cec.revision }]);
    const joined = await known(registry(), 'bob');
    await registry().change([{ ...join, winner: 'ann', winnerRevision: ann.revision, loser: 'bob', loserRevision: joined.revision }]);
    await registry().forget(request('ann', kind));
    for (const id of ['ann', 'bob', 'cec']) expect(await known(registry(), id)).toMatchObject({ salt: null, status: 'forgotten' });
  });

  test.each(['object', 'restrict'] as const)('%s keeps the salt', async (kind) => {
    const ann = await created(registry(), 'ann');
    await registry().forget(request('ann', kind));
    expect((await known(registry(), 'ann')).salt).toEqual(ann.salt);
  });

  test('who comes back after an erasure is somebody new, and the mark stays', async () => {
    await created(registry(), 'ann', ['u1']);
    await registry().forget(request('ann', 'erase'));
    expect(await registry().change([creation('new', ['u1'])])).toEqual([true]);
    expect(await named(registry(), 'u1')).toBe('new');
    expect((await markOf(registry(), 'u1'))?.kind).toBe('erase');
  });

  test('changes planned before are refused', async () => {
    const [ann, bob] = [await created(registry(), 'ann'), await created(registry(), 'bob')];
    await registry().forget(request('ann', 'object'));
    const { revision } = await known(registry(), 'ann');
    for (const read of [ann.revision, revision]) {
      const link = { kind: 'link' as const, learner: 'ann', revision: read, aliases: [{ alias: alias('new'), isUserId: false }] };
      const join = { kind: 'join' as const, winner: 'ann', winnerRevision: read, loser: 'bob', loserRevision: bob.revision, fences: [] };
      expect(await registry().change([link, join])).toEqual([false, false]);
    }
    expect(revision).toBeGreaterThan(ann.revision);
  });

  test('twice is once', async () => {
    await created(registry(), 'ann');
    await registry().widen([active('ann', 'c/1', '2024-01-02')]);
    const twice = request('ann', 'erase', [fence('c/1', 'ann', 'erase')]);
    await registry().forget(twice);
    await registry().swept(twice.fences, NOW + 5);
    await registry().forget(twice);
    expect(await registry().fences('c/1')).toEqual(twice.fences);
    expect(await registry().pendingSweeps(NOW + 10, 1)).toEqual([]);
    expect((await markOf(registry(), 'ann'))?.at).toBe(NOW);
  });

  test('is refused for one who was joined meanwhile: the request belongs to the winner', async () => {
    const [ann, bob] = [await created(registry(), 'ann'), await created(registry(), 'bob')];
    await registry().change([
      { kind: 'join', winner: 'ann', winnerRevision: ann.revision, loser: 'bob', loserRevision: bob.revision, fences: [] },
    ]);
    await expect(registry().forget(request('bob', 'erase'))).rejects.toMatchObject({ code: 'registry_contended' });
    expect(await named(registry(), 'bob')).toBe('ann');
  });

  test('of a learner whom a restored backup does not know, the fences are kept and everything is swept', async () => {
    await registry().forget(request('unknown', 'erase', [fence('c/1', 'ann', 'erase')]));
    expect(await registry().fences('c/1')).toHaveLength(1);
    const [sweep] = await registry().pendingSweeps(NOW, 0);
    expect(sweep !== undefined && sweep.days.firstDay <= '2000-01-01' && sweep.days.lastDay >= '2100-01-01').toBe(true);
  });

  test('a mark is extended to names that nobody bears, and to no others', async () => {
    await registry().change([
      { kind: 'create', id: 'bob', salt: new Uint8Array(32).fill(2), at: NOW, aliases: [{ alias: 'a1bob' as never, isUserId: false }] },
    ]);
    const mark = { kind: 'erase', at: NOW, expiresAt: NOW + 10 } as const;
    await registry().extendMark(['a1free' as never, 'a1bob' as never], mark);
    await registry().extendMark(['a1free' as never], { ...mark, at: NOW - 5 });
    const found = await registry().lookup(['a1free' as never, 'a1bob' as never]);
    expect(found.get('a1free' as never)).toMatchObject({ learner: null, mark });
    expect(found.get('a1bob' as never)?.mark).toBeNull();
  });

  describe('several marks on one alias', () => {
    const forgetAs = async (kind: MarkKind, at: number): Promise<void> => {
      const id = `${kind}-${at}`;
      await created(registry(), id, ['u1']);
      await registry().forget(request(id, kind, [], at));
    };

    test('a standing objection is not lost by a later erasure', async () => {
      await forgetAs('object', NOW);
      await forgetAs('erase', NOW + 10);
      expect((await markOf(registry(), 'u1'))?.kind).toBe('object');
    });

    test('an objection counts although an erasure came before', async () => {
      await forgetAs('erase', NOW + 10);
      await forgetAs('restrict', NOW + 20);
      expect((await markOf(registry(), 'u1'))?.kind).toBe('restrict');
    });

    test('else the newest counts, also when written last', async () => {
      await forgetAs('erase', NOW + 10);
      await forgetAs('deidentify', NOW + 20);
      expect(await markOf(registry(), 'u1')).toMatchObject({ kind: 'deidentify', at: NOW + 20 });
      await forgetAs('erase', NOW + 30);
      await forgetAs('erase', NOW + 25);
      expect(await markOf(registry(), 'u1')).toMatchObject({ kind: 'erase', at: NOW + 30, expiresAt: NOW + 30 + 28 * DAY_MS });
    });
  });
}
