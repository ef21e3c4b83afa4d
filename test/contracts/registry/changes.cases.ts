import { describe, expect, test } from 'vitest';
import type { LearnerChange, LearnerRecord, Registry } from '#core/ports/registry.ts';
import { active, alias, created, creation, fence, known, NOW, named, saltOf } from './people.ts';

const link = (learner: LearnerRecord, ...names: readonly string[]): LearnerChange => ({
  kind: 'link',
  learner: learner.id,
  revision: learner.revision,
  aliases: names.map((name) => ({ alias: alias(name), isUserId: name.startsWith('u') })),
});

const join = (winner: LearnerRecord, loser: LearnerRecord, ...fences: ReturnType<typeof fence>[]): LearnerChange => ({
  kind: 'join',
  winner: winner.id,
  winnerRevision: winner.revision,
  loser: loser.id,
  loserRevision: loser.revision,
  fences,
});

export function aliasesAndChanges(registry: () => Registry): void {
  describe('create', () => {
    test('makes a learner that its aliases name', async () => {
      expect(await registry().change([creation('ann', ['u1', 'mail'])])).toEqual([true]);
      expect(await known(registry(), 'ann')).toMatchObject({ status: 'active', joinedTo: null, createdAt: NOW, userIds: 1 });
      expect(Buffer.from((await known(registry(), 'ann')).salt ?? [])).toEqual(Buffer.from(saltOf('ann')));
      const found = await registry().lookup([alias('u1'), alias('mail'), alias('unknown')]);
      expect([...found.keys()].toSorted()).toEqual([alias('mail'), alias('u1')]);
      expect(found.get(alias('mail'))).toEqual({ alias: alias('mail'), learner: await known(registry(), 'ann'), mark: null });
    });

    test('is refused whole when one alias names somebody', async () => {
      await created(registry(), 'ann', ['u1']);
      expect(await registry().change([creation('bob', ['new', 'u1'])])).toEqual([false]);
      expect(await named(registry(), 'new')).toBeUndefined();
      expect(await registry().learner('bob')).toBeNull();
    });

    test('each of several changes stands for itself, in order', async () => {
      const changes = [creation('ann', ['x']), creation('bob', ['y', 'x']), creation('cec', ['y']), creation('dan', ['z', 'z'])];
      expect(await registry().change(changes)).toEqual([true, false, true, true]);
      expect(await Promise.all(['x', 'y', 'z'].map((name) => named(registry(), name)))).toEqual(['ann', 'cec', 'dan']);
    });

    test('of two at once for one alias one wins, and the loser finds the winner', async () => {
      const attempts = Array.from({ length: 10 }, (_, i) => registry().change([creation(`l${i}`, ['same'])]));
      const winners = (await Promise.all(attempts)).flatMap(([applied], i) => (applied ? [`l${i}`] : []));
      expect(winners).toHaveLength(1);
      expect(await named(registry(), 'same')).toBe(winners[0]);
    });

    test('an id is used once', async () => {
      await created(registry(), 'ann', ['x']);
      expect(await registry().change([creation('ann', ['y'])])).toEqual([false]);
      expect(await named(registry(), 'y')).toBeUndefined();
    });

    test('no change and no alias are no error', async () => {
      expect(await registry().change([])).toEqual([]);
      expect((await registry().lookup([])).size).toBe(0);
      expect(await registry().learner('nobody')).toBeNull();
      expect(await registry().learnerCourses('nobody')).toEqual([]);
    });
  });

  describe('link', () => {
    test('adds aliases and raises the revision', async () => {
      const ann = await created(registry(), 'ann', ['mail']);
      expect(await registry().change([link(ann, 'u1', 'login')])).toEqual([true]);
      expect(await named(registry(), 'login')).toBe('ann');
      const after = await known(registry(), 'ann');
      expect(after.revision).toBeGreaterThan(ann.revision);
      expect(after.userIds).toBe(1);
    });

    test('is refused when the learner moved since it was read', async () => {
      const ann = await created(registry(), 'ann');
      expect(await registry().change([link(ann, 'u1'), link(ann, 'u2')])).toEqual([true, false]);
      expect((await known(registry(), 'ann')).userIds).toBe(1);
      expect(await named(registry(), 'u2')).toBeUndefined();
    });

    test('is refused whole when an alias names somebody, and for who is not there', async () => {
      const ann = await created(registry(), 'ann');
      await created(registry(), 'bob');
      expect(await registry().change([link(ann, 'new', 'bob')])).toEqual([false]);
      expect(await registry().change([link({ ...ann, id: 'nobody' }, 'new')])).toEqual([false]);
      expect(await named(registry(), 'new')).toBeUndefined();
      expect((await known(registry(), 'ann')).revision).toBe(ann.revision);
    });
  });

  describe('join', () => {
    test('moves the aliases, keeps the loser and its salt, raises both revisions', async () => {
      const ann = await created(registry(), 'ann', ['u1']);
      const mail = await created(registry(), 'mail', ['mail', 'login']);
      expect(await registry().change([join(ann, mail)])).toEqual([true]);
      expect(await Promise.all(['u1', 'mail', 'login'].map((name) => named(registry(), name)))).toEqual(['ann', 'ann', 'ann']);
      const loser = await known(registry(), 'mail');
      expect(loser).toMatchObject({ status: 'joined', joinedTo: 'ann', userIds: 0 });
      expect(Buffer.from(loser.salt ?? [])).toEqual(Buffer.from(saltOf('mail')));
      expect(loser.revision).toBeGreaterThan(mail.revision);
      const winner = await known(registry(), 'ann');
      expect(winner).toMatchObject({ status: 'active', userIds: 1 });
      expect(winner.revision).toBeGreaterThan(ann.revision);
    });

    test('stores the fences, to be swept on the loser’s days, and the winner inherits these days', async () => {
      const ann = await created(registry(), 'ann');
      const bob = await created(registry(), 'bob');
      await registry().widen([
        active('ann', 'c/1', '2024-03-01'),
        active('bob', 'c/1', '2024-01-05', '2024-01-09'),
        active('bob', 'c/2', '2024-02-02'),
      ]);
      const fences = [fence('c/1', 'bob', 'relabel'), fence('c/2', 'bob', 'relabel')];
      expect(await registry().change([join(ann, bob, ...fences)])).toEqual([false]);
      const plan = join(await known(registry(), 'ann'), await known(registry(), 'bob'), ...fences);
      expect(await registry().change([plan])).toEqual([true]);
      expect(await registry().fences('c/1')).toEqual([fences[0]]);
      const pending = await registry().pendingSweeps(NOW, 0);
      expect(pending.map(({ days, sweptAt }) => ({ ...days, sweptAt }))).toEqual([
        { courseKey: 'c/1', firstDay: '2024-01-05', lastDay: '2024-01-09', sweptAt: null },
        { courseKey: 'c/2', firstDay: '2024-02-02', lastDay: '2024-02-02', sweptAt: null },
      ]);
      expect(await registry().learnerCourses('ann')).toEqual([
        { courseKey: 'c/1', firstDay: '2024-01-05', lastDay: '2024-03-01' },
        { courseKey: 'c/2', firstDay: '2024-02-02', lastDay: '2024-02-02' },
      ]);
    });

    test('is refused, and stores no fence, when either moved', async () => {
      const ann = await created(registry(), 'ann');
      const bob = await created(registry(), 'bob');
      await registry().change([link(bob, 'u9')]);
      expect(await registry().change([join(ann, bob, fence('c/1', 'bob', 'relabel'))])).toEqual([false]);
      await registry().change([link(ann, 'u8')]);
      expect(await registry().change([join(ann, await known(registry(), 'bob'))])).toEqual([false]);
      expect(await registry().fences('c/1')).toEqual([]);
      expect(await named(registry(), 'bob')).toBe('bob');
    });

    test('nobody joins themselves, nor one who is joined already', async () => {
      const [ann, bob, cec] = [await created(registry(), 'ann'), await created(registry(), 'bob'), await created(registry(), 'cec')];
      expect(await registry().change([join(ann, ann)])).toEqual([false]);
      await registry().change([join(ann, bob)]);
      expect(await registry().change([join(await known(registry(), 'bob'), cec), join(cec, await known(registry(), 'bob'))])).toEqual([
        false,
        false,
      ]);
    });

    test('in one call, each change sees what the one before did', async () => {
      const [ann, bob, cec] = [await created(registry(), 'ann'), await created(registry(), 'bob'), await created(registry(), 'cec')];
      expect(await registry().change([join(ann, bob), join(ann, cec)])).toEqual([true, false]);
      expect(await named(registry(), 'cec')).toBe('cec');
    });
  });
}
