import { Fault } from '#core/errors.ts';
import type { Forgetting, Mark } from '#core/ports/registry.ts';
import type { AliasToken } from '#core/pseudonymise/pseudonym.ts';
import { type Item, maybeText, number, numberOf, text, textOf } from './attributes.ts';
import { raiseEpoch } from './changes.ts';
import { concurrently } from './concurrently.ts';
import { absent, equal, type Write } from './expressions.ts';
import { newCommit, prepareFences, settleCourses } from './fences.ts';
import { ACTIVITY_OF, activityKey, aliasKey, learnerKey, learnerPartition } from './keys.ts';
import { toDays } from './learners.ts';
import { markedWith } from './marks.ts';
import { personOf, unlinkNames } from './names.ts';
import { type Table, TRANSACTION } from './table.ts';

/** Learner, commit, epoch: the rest of the deciding transaction is for those joined to her. */
const OWN_ITEMS = 3;

/**
 * One decision, in one transaction: the learner is forgotten, her marks stand on her, the salts are destroyed where the kind says so, and
 * the fences prepared before begin to count. What follows (fences for themselves, names unlinked) only tidies up, and may be done by
 * a repetition. Doing it again changes nothing.
 *
 * @throws Fault `registry_contended` when the learner was joined to another, or moved, since the forgetting was planned
 */
export async function forget(table: Table, { learner, mark, fences }: Forgetting): Promise<void> {
  const commit = newCommit();
  const known = await table.get(learnerKey(learner));
  const days = (await table.query(learnerPartition(learner), ACTIVITY_OF)).map(toDays);
  const destroys = mark.kind === 'erase' || mark.kind === 'deidentify';
  if (known !== null) {
    const fenced = new Set(fences.map(({ courseKey }) => courseKey));
    // A fence too few would leave rows behind for ever, because the salt that names them is gone.
    const uncovered = days.some(({ courseKey }) => !fenced.has(courseKey));
    if (maybeText(known, 'status') === 'joined' || uncovered) throw new Fault('registry_contended');
  }
  await prepareFences(table, fences, days, commit.id);
  const [, ...others] = known !== null && destroys ? await personOf(table, learner) : [learner];
  const decision: Write[] = [commit.write];
  if (known !== null)
    decision.push(raiseEpoch, forgetting(known, mark, destroys), ...others.slice(0, TRANSACTION - OWN_ITEMS).map(destroying));
  if (!(await table.transact(decision))) throw new Fault('registry_contended');
  for (const id of others.slice(TRANSACTION - OWN_ITEMS)) await table.write(destroying(id));
  await settleCourses(table, fences);
  await unlinkNames(table, learner);
  if (destroys) {
    // What was known of her courses goes too; the fences keep the days that are still to be swept.
    for (const id of [learner, ...others]) {
      const courses = (await table.query(learnerPartition(id), ACTIVITY_OF)).map(toDays);
      await table.writeAll(courses.map(({ courseKey }) => ({ kind: 'delete', key: activityKey(id, courseKey) })));
    }
  }
}

function forgetting(known: Item, mark: Mark, destroys: boolean): Write {
  return {
    kind: 'update',
    key: learnerKey(textOf(known, 'id')),
    set: { status: text('forgotten'), userIds: number(0), ...markedWith(known, [mark]) },
    add: { revision: number(1) },
    remove: destroys ? ['salt'] : [],
    when: [equal('revision', number(numberOf(known, 'revision')))],
  };
}

/** Sessions and objects of hers still carry tokens of the old salts. */
function destroying(id: string): Write {
  return { kind: 'update', key: learnerKey(id), set: { status: text('forgotten') }, add: { revision: number(1) }, remove: ['salt'] };
}

/** Marks names that nobody bears. */
export async function extendMark(table: Table, aliases: readonly AliasToken[], mark: Mark): Promise<void> {
  await concurrently(aliases, async (alias) => {
    const item = (await table.get(aliasKey(alias))) ?? {};
    await table.write({ kind: 'update', key: aliasKey(alias), set: markedWith(item, [mark]), when: [absent('learner')] });
  });
  await table.write(raiseEpoch);
}
