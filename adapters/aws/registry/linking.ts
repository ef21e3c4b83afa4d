import type { AliasLink, LearnerChange } from '#core/ports/registry.ts';
import type { AliasToken } from '#core/pseudonymise/pseudonym.ts';
import { bytes, maybeText, number, text, textOf } from './attributes.ts';
import { chunks } from './concurrently.ts';
import { absent, equal, type Write } from './expressions.ts';
import { aliasKey, learnerKey } from './keys.ts';
import { namesOf, pointing, unlinkNames, userIdsOf } from './names.ts';
import type { Table } from './table.ts';

type Create = Extract<LearnerChange, { kind: 'create' }>;
type Link = Extract<LearnerChange, { kind: 'link' }>;

const MS_PER_DAY = 86_400_000;
/** Names that one transaction points to their learner: two items for each, and the learner's, of the 100 that it takes. */
const NAMES = 40;
const FIRST_REVISION = 1;

/**
 * A learner of more names than a transaction takes is made with the first of them, and the others follow part by part. Whoever dies
 * in between leaves a learner who has some of the names: the next attempt finds her by them and links the others.
 */
export async function create(table: Table, { id, salt, at, aliases }: Create): Promise<boolean> {
  const [first = [], ...others] = partsOf(aliases);
  const learner = (names: readonly AliasLink[]): Write => ({
    kind: 'put',
    key: learnerKey(id),
    item: {
      id: text(id),
      salt: bytes(salt),
      status: text('active'),
      createdAt: number(at),
      revision: number(FIRST_REVISION),
      userIds: number(userIdsOf(names)),
      lastActivity: number(Math.floor(at / MS_PER_DAY)),
    },
    when: [absent('pk')],
  });
  if (others.length > 0 && !(await allFree(table, aliases))) return false;
  const made = await insisting(table, first, () => table.transact([learner(first), ...pointing(id, first)]));
  return made && linkParts(table, id, FIRST_REVISION, others);
}

/** Refused before anything is written wherever that can be known before. */
export async function link(table: Table, { learner, revision, aliases }: Link): Promise<boolean> {
  const parts = partsOf(aliases);
  if (parts.length > 1 && !(await allFree(table, aliases))) return false;
  return linkParts(table, learner, revision, parts);
}

/** Only an active learner of this revision changes. */
export function unmoved(revision: number) {
  return [equal('revision', number(revision)), equal('status', text('active'))];
}

/** Each part raises the revision by which the next one knows that nobody else was at the learner. */
async function linkParts(table: Table, learner: string, revision: number, parts: readonly (readonly AliasLink[])[]): Promise<boolean> {
  for (const [i, names] of parts.entries()) {
    const add = { revision: number(1), userIds: number(userIdsOf(names)) };
    const update: Write = { kind: 'update', key: learnerKey(learner), add, when: unmoved(revision + i) };
    if (!(await insisting(table, names, () => table.transact([update, ...pointing(learner, names)])))) return false;
  }
  return true;
}

/** User ids first: they decide who a learner is, also while only the first names are linked. At least one part. */
function partsOf(aliases: readonly AliasLink[]): readonly (readonly AliasLink[])[] {
  const names = namesOf(aliases).toSorted((a, b) => Number(b.isUserId) - Number(a.isUserId));
  return names.length === 0 ? [[]] : chunks(names, NAMES);
}

async function allFree(table: Table, aliases: readonly AliasLink[]): Promise<boolean> {
  return insisting(table, aliases, async () => {
    const items = await table.getAll(aliases.map(({ alias }) => aliasKey(alias)));
    return items.every((item) => item === null || maybeText(item, 'learner') === null);
  });
}

/** A name may still point to somebody who was forgotten by one that died before it had unlinked her names. */
async function insisting(table: Table, names: readonly AliasLink[], attempt: () => Promise<boolean>): Promise<boolean> {
  if (await attempt()) return true;
  const unlinked = await unlinkForgotten(
    table,
    names.map(({ alias }) => alias),
  );
  return unlinked ? attempt() : false;
}

async function unlinkForgotten(table: Table, aliases: readonly AliasToken[]): Promise<boolean> {
  const items = await table.getAll(aliases.map(aliasKey));
  const owners = [...new Set(items.flatMap((item) => (item === null ? [] : [maybeText(item, 'learner')])).filter((id) => id !== null))];
  let unlinked = false;
  for (const item of await table.getAll(owners.map(learnerKey))) {
    if (item === null || textOf(item, 'status') !== 'forgotten') continue;
    await unlinkNames(table, textOf(item, 'id'));
    unlinked = true;
  }
  return unlinked;
}
