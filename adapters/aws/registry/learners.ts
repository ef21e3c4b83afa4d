import type { AliasRecord, CourseDays, LearnerRecord } from '#core/ports/registry.ts';
import type { AliasToken } from '#core/pseudonymise/pseudonym.ts';
import { type Item, maybeBytes, maybeText, numberOf, textOf } from './attributes.ts';
import { ACTIVITY_OF, aliasKey, learnerKey, learnerPartition } from './keys.ts';
import { marksOf, strongest } from './marks.ts';
import type { Table } from './table.ts';

/** In the steady state one read for each alias and one for each learner. */
export async function lookup(table: Table, aliases: readonly AliasToken[]): Promise<ReadonlyMap<AliasToken, AliasRecord>> {
  const items = await table.getAll(aliases.map(aliasKey));
  const people = await learnersOf(
    table,
    items.flatMap((item) => (item === null ? [] : [maybeText(item, 'learner')])).filter((id) => id !== null),
  );
  const found = new Map<AliasToken, AliasRecord>();
  for (const [i, alias] of aliases.entries()) {
    const item = items[i];
    if (item === null || item === undefined) continue;
    const named = people.get(maybeText(item, 'learner') ?? '') ?? null;
    const active = named !== null && textOf(named, 'status') === 'active';
    // Whoever was forgotten leaves her marks to her names; until they are written there, she has them.
    const mark = strongest([...marksOf(item), ...(named === null || active ? [] : marksOf(named))]);
    const learner = active ? toLearner(named) : null;
    if (learner !== null || mark !== null) found.set(alias, { alias, learner, mark });
  }
  return found;
}

/** The item of each learner, or of the one whom she was joined to. */
async function learnersOf(table: Table, ids: readonly string[]): Promise<ReadonlyMap<string, Item>> {
  const known = new Map<string, Item>();
  for (let wanted = [...new Set(ids)]; wanted.length > 0; ) {
    const items = await table.getAll(wanted.map(learnerKey));
    for (const [i, id] of wanted.entries()) {
      const item = items[i];
      if (item !== null && item !== undefined) known.set(id, item);
    }
    const next = wanted.map((id) => joinedTo(known.get(id))).filter((id) => id !== null);
    wanted = [...new Set(next)].filter((id) => !known.has(id));
  }
  const people = new Map<string, Item>();
  for (const id of ids) {
    let item = known.get(id);
    for (let winner = joinedTo(item); winner !== null; winner = joinedTo(item)) item = known.get(winner);
    if (item !== undefined) people.set(id, item);
  }
  return people;
}

function joinedTo(item: Item | undefined): string | null {
  return item !== undefined && maybeText(item, 'status') === 'joined' ? maybeText(item, 'joinedTo') : null;
}

export async function learnerById(table: Table, id: string): Promise<LearnerRecord | null> {
  const item = await table.get(learnerKey(id));
  return item === null ? null : toLearner(item);
}

export async function learnerCourses(table: Table, id: string): Promise<readonly CourseDays[]> {
  return (await table.query(learnerPartition(id), ACTIVITY_OF)).map(toDays);
}

export function toDays(item: Item): CourseDays {
  return {
    courseKey: textOf(item, 'sk').slice(ACTIVITY_OF.length),
    firstDay: textOf(item, 'firstDay'),
    lastDay: textOf(item, 'lastDay'),
  };
}

function toLearner(item: Item): LearnerRecord {
  return {
    id: textOf(item, 'id'),
    salt: maybeBytes(item, 'salt'),
    status: textOf(item, 'status') as LearnerRecord['status'],
    joinedTo: maybeText(item, 'joinedTo'),
    createdAt: numberOf(item, 'createdAt'),
    revision: numberOf(item, 'revision'),
    userIds: numberOf(item, 'userIds'),
  };
}
