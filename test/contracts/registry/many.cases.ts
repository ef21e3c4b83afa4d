import { describe, expect, test } from 'vitest';
import { systemClock, systemRandom } from '#adapters/system.ts';
import type { Registry } from '#core/ports/registry.ts';
import { type Named, resolve } from '#core/pseudonymise/resolve.ts';
import { active, alias, created, creation, fence, known, NOW, named, request } from './people.ts';

/** More than any store writes at once: a shared mailbox may tie hundreds of user names. */
export const MANY = Array.from({ length: 200 }, (_, i) => `name-${String(i).padStart(3, '0')}`);
const COURSES = Array.from({ length: 150 }, (_, i) => `c/${String(i).padStart(3, '0')}`);

/** A person object of these names; those that begin with "u" are user ids. */
function person(names: readonly string[]): Named {
  const [first, ...rest] = names.map((name) => ({ alias: alias(name), isUserId: name.startsWith('u') }));
  if (first === undefined) throw new Error('A person has a name.');
  return { links: [first, ...rest] };
}

/** What process does with a group in which one person bears these names. */
export async function resolved(registry: Registry, names: readonly string[]): Promise<string | undefined> {
  const bearer = person(names);
  const seen = await registry.lookup(bearer.links.map((link) => link.alias));
  const deps = { registry, random: systemRandom, clock: systemClock, relabel: async () => [] };
  return (await resolve([bearer], seen, deps)).learnerOf(bearer)?.id;
}

/** Whom all of these names name. */
export async function bearers(registry: Registry, names: readonly string[]): Promise<readonly (string | undefined)[]> {
  const found = await registry.lookup(names.map(alias));
  return [...new Set(names.map((name) => found.get(alias(name))?.learner?.id))];
}

export function manyNamesAndCourses(registry: () => Registry): void {
  describe('200 names', () => {
    test('are created at once', async () => {
      expect(await registry().change([creation('ann', [...MANY, 'u1'])])).toEqual([true]);
      expect(await bearers(registry(), [...MANY, 'u1'])).toEqual(['ann']);
      expect(await known(registry(), 'ann')).toMatchObject({ status: 'active', userIds: 1 });
    });

    test('are linked at once', async () => {
      const { revision } = await created(registry(), 'ann', ['mail']);
      const aliases = person([...MANY, 'u1']).links;
      expect(await registry().change([{ kind: 'link', learner: 'ann', revision, aliases }])).toEqual([true]);
      expect(await bearers(registry(), [...MANY, 'u1', 'mail'])).toEqual(['ann']);
      expect((await known(registry(), 'ann')).userIds).toBe(1);
      expect(await registry().change([{ kind: 'link', learner: 'ann', revision, aliases: person(['x']).links }])).toEqual([false]);
    });

    test('are refused whole when the last of them names somebody, or the learner moved', async () => {
      await created(registry(), 'bob', ['name-199']);
      const ann = await created(registry(), 'ann', ['mail']);
      const link = { kind: 'link', learner: 'ann', revision: ann.revision } as const;
      const late = { ...link, revision: ann.revision + 1, aliases: person(MANY.slice(0, -1)).links };
      expect(await registry().change([creation('cec', MANY), { ...link, aliases: person(MANY).links }, late])).toEqual([
        false,
        false,
        false,
      ]);
      expect(await bearers(registry(), MANY.slice(0, -1))).toEqual([undefined]);
      expect(await registry().learner('cec')).toBeNull();
      expect((await known(registry(), 'ann')).revision).toBe(ann.revision);
    });

    test('of one person, met by several writers in any order, become one learner', async () => {
      const orders = [MANY, MANY.toReversed(), [...MANY.slice(90), ...MANY.slice(0, 90)], MANY.slice(50, 150)];
      await Promise.all(orders.map((names) => resolved(registry(), names)));
      const [one, ...others] = await bearers(registry(), MANY);
      expect(others).toEqual([]);
      expect(await known(registry(), one ?? '')).toMatchObject({ status: 'active', userIds: 0 });
    });

    test('do not make two user ids one learner, whoever is first', async () => {
      const [ann, bob] = await Promise.all([resolved(registry(), ['u1', ...MANY]), resolved(registry(), ['u2', ...MANY.toReversed()])]);
      expect(await named(registry(), 'u1')).toBe(ann);
      expect(await named(registry(), 'u2')).toBe(bob);
      expect(ann).not.toBe(bob);
      for (const id of [ann, bob]) expect(await known(registry(), id ?? '')).toMatchObject({ status: 'active', userIds: 1 });
      expect(await bearers(registry(), MANY)).not.toContain(undefined);
    });
  });

  describe('200 names and 150 courses', () => {
    const inEach = (id: string) => COURSES.map((courseKey) => active(id, courseKey));
    const fences = (id: string, kind: 'relabel' | 'erase') => COURSES.map((courseKey) => fence(courseKey, id, kind));
    const joinAnn = async (): Promise<void> => {
      await created(registry(), 'ann', ['u1', ...MANY.map((name) => `own-${name}`)]);
      await created(registry(), 'bob', MANY);
      await registry().widen([...inEach('bob'), active('ann', 'c/own')]);
      const [winner, loser] = [await known(registry(), 'ann'), await known(registry(), 'bob')];
      const revisions = { winnerRevision: winner.revision, loserRevision: loser.revision };
      const join = { kind: 'join', winner: 'ann', loser: 'bob', ...revisions, fences: fences('bob', 'relabel') } as const;
      expect(await registry().change([join])).toEqual([true]);
    };

    test('are joined', async () => {
      await joinAnn();
      expect(await bearers(registry(), ['u1', ...MANY])).toEqual(['ann']);
      expect(await registry().learnerCourses('ann')).toHaveLength(151);
      expect(await registry().pendingSweeps(NOW, 0)).toHaveLength(150);
      expect(await registry().fences('c/149')).toEqual([fence('c/149', 'bob', 'relabel')]);
    });

    test('are forgotten, those of a joined one too', async () => {
      await joinAnn();
      await registry().forget(request('ann', 'erase', [...fences('ann', 'erase'), fence('c/own', 'ann', 'erase')]));
      const found = await registry().lookup(['u1', ...MANY, ...MANY.map((name) => `own-${name}`)].map(alias));
      expect(found.size).toBe(401);
      for (const { learner, mark } of found.values()) expect([learner, mark?.kind]).toEqual([null, 'erase']);
      expect(await registry().pendingSweeps(NOW, 0)).toHaveLength(301);
      for (const id of ['ann', 'bob']) {
        expect(await known(registry(), id)).toMatchObject({ salt: null, status: 'forgotten' });
        expect(await registry().learnerCourses(id)).toEqual([]);
      }
      await registry().extendMark(MANY.map(alias), { kind: 'object', at: NOW + 1, expiresAt: NOW + 2 });
      expect((await registry().lookup([alias('name-199')])).get(alias('name-199'))?.mark?.kind).toBe('object');
    });
  });
}
