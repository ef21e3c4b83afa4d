import { randomUUID } from 'node:crypto';
import type { CourseDays, Fence, FenceKind, Sweep } from '#core/ports/registry.ts';
import type { LearnerToken } from '#core/pseudonymise/pseudonym.ts';
import { type Item, maybeNumber, maybeText, number, numberOf, text, textOf } from './attributes.ts';
import { concurrently } from './concurrently.ts';
import { earlier, later } from './days.ts';
import { absent, below, either, equal, type Put, type Write } from './expressions.ts';
import { commitKey, fenceKey, fencePartition, preparedKey, SWEEPS, sweepsKey } from './keys.ts';
import type { Table } from './table.ts';

/** The days to sweep where the registry knows of none: all that an event's time may be. Too much work is better than a row left over. */
const ANY_DAY = { firstDay: '2000-01-01', lastDay: '9999-12-31' };
/** A commit is remembered long after its fences stand for themselves; what was prepared for one that never came goes sooner. */
const COMMIT_S = 60 * 86_400;
const PREPARED_S = 7 * 86_400;

const PREPARED = 'prepared#';
const seconds = (): number => Math.floor(Date.now() / 1000);

/** A stored fence, or one that waits for its commit, as the table has it. */
interface StoredFence {
  readonly fence: Fence;
  readonly days: CourseDays;
  readonly sweptAt: number | null;
  /** null: it stands for itself. */
  readonly commit: string | null;
}

/** A decision of more items than one transaction takes: its fences are written before, and count from the moment when its commit is there. */
export interface Commit {
  readonly id: string;
  /** To be part of the deciding transaction. */
  readonly write: Write;
}

export function newCommit(): Commit {
  const id = randomUUID();
  return { id, write: { kind: 'put', key: commitKey(id), item: { ttl: number(seconds() + COMMIT_S) } } };
}

/** Writes the fences with the days on which their learner was in the course; nothing comes of them before the commit. */
export async function prepareFences(table: Table, fences: readonly Fence[], days: readonly CourseDays[], commit: string): Promise<void> {
  const known = new Map(days.map((one) => [one.courseKey, one]));
  const writes = fences.flatMap((fence): Put[] => {
    const { firstDay, lastDay } = known.get(fence.courseKey) ?? ANY_DAY;
    const item = { ...itemOf(fence, firstDay, lastDay), commit: text(commit), ttl: number(seconds() + PREPARED_S) };
    return [
      { kind: 'put', key: preparedKey(fence.courseKey, fence.learner, fence.kind, commit), item },
      { kind: 'put', key: sweepsKey(fence.courseKey), item: { change: text(commit) } },
    ];
  });
  // One request must not name an item twice.
  await table.writeAll([...new Map(writes.map((write) => [`${write.key.pk}\0${write.key.sk}`, write])).values()]);
}

/** Lets whatever is decided in these fences' courses stand for itself. Doing it again changes nothing. */
export async function settleCourses(table: Table, fences: readonly Fence[]): Promise<void> {
  const courses = [...new Set(fences.map(({ courseKey }) => courseKey))];
  await concurrently(courses, async (courseKey) => settleFences(table, await decidedFences(table, courseKey)));
}

async function settleFences(table: Table, fences: readonly StoredFence[]): Promise<void> {
  await concurrently(fences, async ({ fence, days, commit }) => {
    if (commit === null) return;
    const key = fenceKey(fence.courseKey, fence.learner, fence.kind);
    for (;;) {
      const stored = await table.get(key);
      if (stored !== null && numberOf(stored, 'at') >= fence.at) break;
      const firstDay = stored === null ? days.firstDay : earlier(textOf(stored, 'firstDay'), days.firstDay);
      const lastDay = stored === null ? days.lastDay : later(textOf(stored, 'lastDay'), days.lastDay);
      const when = stored === null ? [absent('pk')] : [equal('at', number(numberOf(stored, 'at')))];
      if (await table.write({ kind: 'put', key, item: itemOf(fence, firstDay, lastDay), when })) break;
    }
    await table.write({ kind: 'delete', key: preparedKey(fence.courseKey, fence.learner, fence.kind, commit) });
  });
}

/** Of a course, those that stand and those whose commit is there; the newest of each learner and kind. */
async function decidedFences(table: Table, courseKey: string): Promise<readonly StoredFence[]> {
  const items = (await table.query(fencePartition(courseKey))).map((item) => toStored(item, courseKey));
  const commits = [...new Set(items.map(({ commit }) => commit).filter((commit) => commit !== null))];
  const there = await table.getAll(commits.map(commitKey));
  const decided = new Set(commits.filter((_, i) => there[i] !== null));
  return items.filter(({ commit }) => commit === null || decided.has(commit));
}

export async function fencesOf(table: Table, courseKey: string): Promise<readonly Fence[]> {
  const newest = new Map<string, Fence>();
  for (const { fence } of await decidedFences(table, courseKey)) {
    const name = `${fence.learner}\0${fence.kind}`;
    const known = newest.get(name);
    if (known === undefined || known.at < fence.at) newest.set(name, fence);
  }
  return [...newest.values()].sort(inOrder);
}

export async function pendingSweeps(table: Table, now: number, settleMs: number): Promise<readonly Sweep[]> {
  const courses = await table.query(SWEEPS);
  const pending = await concurrently(courses, (course) => pendingOf(table, course, now, settleMs));
  return pending.flat().sort((a, b) => inOrder(a.fence, b.fence));
}

async function pendingOf(table: Table, course: Item, now: number, settleMs: number): Promise<readonly Sweep[]> {
  const courseKey = textOf(course, 'sk');
  // Whoever decided may have died before its fences stood for themselves.
  await settleFences(table, await decidedFences(table, courseKey));
  const stored = await decidedFences(table, courseKey);
  const open = stored.filter(({ fence, sweptAt }) => sweptAt === null || sweptAt < fence.at + settleMs);
  const waiting = (await table.query(fencePartition(courseKey), PREPARED)).length > 0;
  // Unless a new fence came meanwhile.
  if (open.length === 0 && !waiting) {
    await table.write({ kind: 'delete', key: sweepsKey(courseKey), when: [equal('change', text(textOf(course, 'change')))] });
  }
  const due = open.filter(({ fence, sweptAt }) => sweptAt === null || fence.at + settleMs <= now);
  return due.map(({ fence, days, sweptAt }) => ({ fence, days, sweptAt }));
}

/** Counts only for these very fences: one renewed meanwhile (a later `at`) stays pending. */
export async function swept(table: Table, fences: readonly Fence[], at: number): Promise<void> {
  await concurrently(fences, async (fence) => {
    await table.write({
      kind: 'update',
      key: fenceKey(fence.courseKey, fence.learner, fence.kind),
      set: { sweptAt: number(at) },
      when: [equal('at', number(fence.at)), either(absent('sweptAt'), below('sweptAt', number(at)))],
    });
  });
}

function itemOf({ learner, kind, at, becomes }: Fence, firstDay: string, lastDay: string): Item {
  return {
    learner: text(learner),
    kind: text(kind),
    at: number(at),
    firstDay: text(firstDay),
    lastDay: text(lastDay),
    ...(becomes === null ? {} : { becomes: text(becomes) }),
  };
}

function toStored(item: Item, courseKey: string): StoredFence {
  const fence: Fence = {
    courseKey,
    learner: textOf(item, 'learner') as LearnerToken,
    kind: textOf(item, 'kind') as FenceKind,
    at: numberOf(item, 'at'),
    becomes: maybeText(item, 'becomes') as LearnerToken | null,
  };
  const days = { courseKey, firstDay: textOf(item, 'firstDay'), lastDay: textOf(item, 'lastDay') };
  return { fence, days, sweptAt: maybeNumber(item, 'sweptAt'), commit: maybeText(item, 'commit') };
}

function inOrder(a: Fence, b: Fence): number {
  const name = ({ courseKey, learner, kind }: Fence) => `${courseKey}\0${learner}\0${kind}`;
  return a.at - b.at || (name(a) < name(b) ? -1 : 1);
}
