import type { AliasLink } from '#core/ports/registry.ts';
import type { AliasToken } from '#core/pseudonymise/pseudonym.ts';
import { maybeText, number, text, textOf } from './attributes.ts';
import { concurrently } from './concurrently.ts';
import { absent, equal, type Write } from './expressions.ts';
import { ALIAS_OF, aliasKey, aliasOfKey, JOINED_TO, learnerKey, learnerPartition } from './keys.ts';
import { markedWith, marksOf } from './marks.ts';
import type { Table } from './table.ts';

/** Each alias once: a change may name one twice. */
export function namesOf(aliases: readonly AliasLink[]): readonly AliasLink[] {
  const once = new Map<AliasToken, boolean>();
  for (const { alias, isUserId } of aliases) once.set(alias, (once.get(alias) ?? false) || isUserId);
  return [...once].map(([alias, isUserId]) => ({ alias, isUserId }));
}

/** Points names to a learner, each only if it names nobody; none may come twice. */
export function pointing(learner: string, names: readonly AliasLink[]): readonly Write[] {
  return names.flatMap(({ alias, isUserId }): Write[] => [
    {
      kind: 'update',
      key: aliasKey(alias),
      set: { learner: text(learner), isUserId: number(isUserId ? 1 : 0) },
      when: [absent('learner')],
    },
    { kind: 'put', key: aliasOfKey(learner, alias), item: {} },
  ]);
}

export function userIdsOf(names: readonly AliasLink[]): number {
  return names.filter(({ isUserId }) => isUserId).length;
}

async function aliasesOf(table: Table, learner: string): Promise<readonly AliasToken[]> {
  const items = await table.query(learnerPartition(learner), ALIAS_OF);
  return items.map((item) => textOf(item, 'sk').slice(ALIAS_OF.length) as AliasToken);
}

/** Everybody who turned out to be this person, the learner first. */
export async function personOf(table: Table, learner: string): Promise<readonly string[]> {
  const person = [learner];
  for (const id of person) {
    for (const item of await table.query(learnerPartition(id), JOINED_TO)) person.push(textOf(item, 'sk').slice(JOINED_TO.length));
  }
  return person;
}

/** After a join: the loser's aliases name the winner. Doing it again changes nothing. */
export async function moveNames(table: Table, loser: string, winner: string): Promise<void> {
  await concurrently(await aliasesOf(table, loser), async (alias) => {
    // First the way back, so that whoever forgets the winner finds every alias.
    await table.write({ kind: 'put', key: aliasOfKey(winner, alias), item: {} });
    await table.write({ kind: 'update', key: aliasKey(alias), set: { learner: text(winner) }, when: [equal('learner', text(loser))] });
    await table.write({ kind: 'delete', key: aliasOfKey(loser, alias) });
  });
}

/** After a forgetting: the person's aliases bear her marks and name nobody. Doing it again changes nothing. */
export async function unlinkNames(table: Table, learner: string): Promise<void> {
  const forgotten = await table.get(learnerKey(learner));
  if (forgotten === null || maybeText(forgotten, 'status') !== 'forgotten') return;
  const marks = marksOf(forgotten);
  for (const id of await personOf(table, learner)) {
    await concurrently(await aliasesOf(table, id), async (alias) => {
      const item = await table.get(aliasKey(alias));
      if (item !== null && maybeText(item, 'learner') === id) {
        const set = markedWith(item, marks);
        await table.write({
          kind: 'update',
          key: aliasKey(alias),
          set,
          remove: ['learner', 'isUserId'],
          when: [equal('learner', text(id))],
        });
      }
      await table.write({ kind: 'delete', key: aliasOfKey(id, alias) });
    });
  }
}
