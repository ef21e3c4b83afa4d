import type { Activity } from '#core/ports/registry.ts';
import { type Item, number, numberOf, text, textOf } from './attributes.ts';
import { concurrently } from './concurrently.ts';
import { earlier, later } from './days.ts';
import { absent, equal, type Write } from './expressions.ts';
import { activityKey, learnerKey } from './keys.ts';
import type { Table } from './table.ts';

const MS_PER_DAY = 86_400_000;

/**
 * Writes only what widens: a known course on known days costs two reads, new days of a known course two writes, a new course one
 * transaction. Last activity is kept to the UTC day, because retention counts in days and a write for every group would cost more
 * than all else. False for each learner that is not active.
 */
export async function widen(table: Table, activities: readonly Activity[]): Promise<readonly boolean[]> {
  const pairs = new Map<string, Activity>();
  for (const one of activities) pairs.set(nameOf(one), united(pairs.get(nameOf(one)), one));
  const learners = [...new Set(activities.map(({ learner }) => learner))];
  const items = new Map((await table.getAll(learners.map(learnerKey))).map((item, i) => [learners[i] ?? '', item]));
  const known = await table.getAll([...pairs.values()].map(({ learner, courseKey }) => activityKey(learner, courseKey)));
  const widened = new Map<string, boolean>();
  const byLearner = Map.groupBy(
    [...pairs.values()].map((one, i) => ({ one, stored: known[i] ?? null })),
    ({ one }) => one.learner,
  );
  // One learner's courses one after the other: they would only be in each other's way.
  await concurrently([...byLearner], async ([id, own]) => {
    for (const { one, stored } of own) widened.set(nameOf(one), await widenOne(table, one, items.get(id) ?? null, stored));
  });
  return activities.map((one) => widened.get(nameOf(one)) ?? false);
}

async function widenOne(table: Table, one: Activity, learner: Item | null, stored: Item | null): Promise<boolean> {
  for (let person = learner, days = stored; ; ) {
    if (person === null || textOf(person, 'status') !== 'active') return false;
    if (await written(table, widening(one, person, days))) return true;
    [person = null, days = null] = await table.getAll([learnerKey(one.learner), activityKey(one.learner, one.courseKey)]);
  }
}

interface Widening {
  readonly writes: readonly Write[];
  readonly together: boolean;
}

async function written(table: Table, { writes, together }: Widening): Promise<boolean> {
  if (together) return table.transact(writes);
  for (const write of writes) if (!(await table.write(write))) return false;
  return true;
}

function widening(one: Activity, person: Item, days: Item | null): Widening {
  const active = equal('status', text('active'));
  const lastActivity = Math.max(numberOf(person, 'lastActivity'), Math.floor(one.lastActivity / MS_PER_DAY));
  const learner = { kind: 'update', key: learnerKey(one.learner), set: { lastActivity: number(lastActivity) }, when: [active] } as const;
  const key = activityKey(one.learner, one.courseKey);
  if (days === null) {
    const item = { firstDay: text(one.firstDay), lastDay: text(one.lastDay) };
    // A join or a forgetting planned before now knows nothing of this course: the revision refuses it.
    const course = { kind: 'put', key, item, when: [absent('pk')] } as const;
    return { writes: [{ ...learner, add: { revision: number(1) } }, course], together: true };
  }
  const [first, last] = [textOf(days, 'firstDay'), textOf(days, 'lastDay')];
  const wider = one.firstDay < first || one.lastDay > last;
  if (!wider) return { writes: lastActivity > numberOf(person, 'lastActivity') ? [learner] : [], together: false };
  const item = { firstDay: text(earlier(one.firstDay, first)), lastDay: text(later(one.lastDay, last)) };
  const range = { kind: 'put', key, item, when: [equal('firstDay', text(first)), equal('lastDay', text(last))] } as const;
  // One after the other, at half of a transaction's price: days too many do no harm, and the learner, who comes last, was active still
  // when her days were wide already. Written again after a lost answer, both say the same.
  return { writes: [range, learner], together: false };
}

function united(a: Activity | undefined, b: Activity): Activity {
  if (a === undefined) return b;
  return {
    ...b,
    firstDay: earlier(a.firstDay, b.firstDay),
    lastDay: later(a.lastDay, b.lastDay),
    lastActivity: Math.max(a.lastActivity, b.lastActivity),
  };
}

const nameOf = ({ learner, courseKey }: Activity): string => `${learner}\0${courseKey}`;
