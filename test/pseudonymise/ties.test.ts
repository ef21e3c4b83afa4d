import { describe, expect, it } from 'vitest';
import type { Named } from '#core/pseudonymise/resolve.ts';
import { unite } from '#core/pseudonymise/ties.ts';
import { alias } from '../contracts/registry/people.ts';

/** Person objects by their names; those that begin with "u" are user ids. */
function people(...objects: readonly (readonly [string, ...string[]])[]): readonly Named[] {
  const link = (name: string) => ({ alias: alias(name), isUserId: name.startsWith('u') });
  return objects.map(([first, ...rest]) => ({ links: [link(first), ...rest.map(link)] }));
}

const united = (...objects: readonly (readonly [string, ...string[]])[]) => {
  const { clusters, conflicts } = unite(people(...objects));
  return { clusters: clusters.map(({ links }) => links.map((link) => link.alias.slice(2))), conflicts };
};

describe('names of a group', () => {
  it('tie within one person object, and ties chain', () => {
    expect(united(['u1', 'ann'], ['bob'], ['ann', 'mail'], ['cec', 'mail'])).toEqual({
      clusters: [['cec', 'u1', 'ann', 'mail'], ['bob']],
      conflicts: 0,
    });
  });

  it('never so that two user ids become one: the weaker name stays where it was first seen', () => {
    expect(united(['u1', 'mail'], ['u2', 'mail'])).toEqual({ clusters: [['u1', 'mail'], ['u2']], conflicts: 1 });
    expect(united(['u1', 'ann'], ['u2', 'bob'], ['ann', 'bob'])).toEqual({
      clusters: [
        ['u1', 'ann'],
        ['u2', 'bob'],
      ],
      conflicts: 1,
    });
  });

  it('may be twenty thousand over one mailbox, which takes no longer than to read them', () => {
    const accounts = Array.from({ length: 20_000 }, (_, i): [string, string] => [`account-${i}`, 'mail']);
    const start = performance.now();
    const { clusters } = united(...accounts);
    // A walk over all that came before for each would take twenty seconds.
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(clusters).toHaveLength(1);
    expect(new Set(clusters[0]).size).toBe(20_001);
  });
});
