import type { LearnerChange } from '#core/ports/registry.ts';
import { number, numberOf, text, textOf } from './attributes.ts';
import { concurrently } from './concurrently.ts';
import { earlier, later } from './days.ts';
import { absent, equal, type Update } from './expressions.ts';
import { newCommit, prepareFences, settleCourses } from './fences.ts';
import { ACTIVITY_OF, activityKey, epochKey, joinedKey, learnerKey, learnerPartition } from './keys.ts';
import { toDays } from './learners.ts';
import { create, link, unmoved } from './linking.ts';
import { moveNames } from './names.ts';
import type { Table } from './table.ts';

type Join = Extract<LearnerChange, { kind: 'join' }>;

/** Raised by whatever takes back what a look-up may have said: see remembering-registry.ts. */
export const raiseEpoch: Update = { kind: 'update', key: epochKey, add: { epoch: number(1) } };

/** Each change for itself, in order as far as they touch each other; what does not, at the same time. */
export async function change(table: Table, changes: readonly LearnerChange[]): Promise<readonly boolean[]> {
  const applied: boolean[] = [];
  for (const wave of waves(changes)) applied.push(...(await concurrently(wave, (one) => apply(table, one))));
  return applied;
}

function* waves(changes: readonly LearnerChange[]): Generator<readonly LearnerChange[]> {
  let wave: LearnerChange[] = [];
  let touched = new Set<string>();
  for (const one of changes) {
    const touches =
      one.kind === 'join'
        ? [one.winner, one.loser]
        : [one.kind === 'create' ? one.id : one.learner, ...one.aliases.map(({ alias }) => alias)];
    if (touches.some((name) => touched.has(name))) {
      yield wave;
      wave = [];
      touched = new Set();
    }
    wave.push(one);
    for (const name of touches) touched.add(name);
  }
  if (wave.length > 0) yield wave;
}

async function apply(table: Table, one: LearnerChange): Promise<boolean> {
  if (one.kind === 'join') return join(table, one);
  return one.kind === 'create' ? create(table, one) : link(table, one);
}

async function join(table: Table, { winner, winnerRevision, loser, loserRevision, fences }: Join): Promise<boolean> {
  if (winner === loser) return false;
  const [first, second] = await table.getAll([learnerKey(winner), learnerKey(loser)]);
  if (first == null || second == null) return false;
  const moved = ([item, revision]: readonly [typeof first, number]) =>
    textOf(item, 'status') !== 'active' || numberOf(item, 'revision') !== revision;
  if (
    (
      [
        [first, winnerRevision],
        [second, loserRevision],
      ] as const
    ).some(moved)
  )
    return false;
  const commit = newCommit();
  const days = (await table.query(learnerPartition(loser), ACTIVITY_OF)).map(toDays);
  await prepareFences(table, fences, days, commit.id);
  // The loser's rows are the winner's from now on: whoever forgets the winner must find their days. Too many days do no harm.
  await inherit(table, winner, days);
  const userIds = numberOf(second, 'userIds');
  const lastActivity = number(Math.max(numberOf(first, 'lastActivity'), numberOf(second, 'lastActivity')));
  const joined = await table.transact([
    {
      kind: 'update',
      key: learnerKey(loser),
      set: { status: text('joined'), joinedTo: text(winner), userIds: number(0) },
      add: { revision: number(1) },
      when: unmoved(loserRevision),
    },
    {
      kind: 'update',
      key: learnerKey(winner),
      set: { lastActivity },
      add: { revision: number(1), userIds: number(userIds) },
      when: unmoved(winnerRevision),
    },
    { kind: 'put', key: joinedKey(winner, loser), item: {} },
    commit.write,
    raiseEpoch,
  ]);
  if (!joined) return false;
  await moveNames(table, loser, winner);
  await settleCourses(table, fences);
  return true;
}

async function inherit(table: Table, winner: string, days: readonly ReturnType<typeof toDays>[]): Promise<void> {
  await concurrently(days, async ({ courseKey, firstDay, lastDay }) => {
    const key = activityKey(winner, courseKey);
    for (;;) {
      const own = await table.get(key);
      const first = own === null ? firstDay : earlier(textOf(own, 'firstDay'), firstDay);
      const last = own === null ? lastDay : later(textOf(own, 'lastDay'), lastDay);
      const when =
        own === null ? [absent('pk')] : [equal('firstDay', text(textOf(own, 'firstDay'))), equal('lastDay', text(textOf(own, 'lastDay')))];
      if (await table.write({ kind: 'put', key, item: { firstDay: text(first), lastDay: text(last) }, when })) return;
    }
  });
}
