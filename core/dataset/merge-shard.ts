import { concurrently } from '#core/concurrently.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { ObjectInfo, ObjectStore } from '#core/ports/object-store.ts';
import { type CourseKey, courseKey, courseSlug } from '#core/pseudonymise/course.ts';
import { Fault, isChanged } from '../errors.ts';
import type { Row } from './columns.ts';
import { dayOf, isWithdrawal, stagingPrefix } from './layout.ts';
import { type MergeDeps, type MergeTarget, mergeCourseDay, unlessClosed } from './merge.ts';
import { openParquet } from './parquet/read.ts';
import { rowAt } from './table.ts';
import { decodeWithdrawal, type Withdrawal, withdrawnFrom } from './withdrawal.ts';

/** Staged rows held in memory at once; a longer backlog is merged in several rounds. */
const ROUND_ROWS = 40_000;
/** Staged files read, and deleted, at once; each is held as a few megabytes at most. */
export const FILES_AT_ONCE = 4;
/** Course-days merged at once: while one waits for its store another one computes. Each holds a row group or two. */
export const COURSE_DAYS_AT_ONCE = 4;

export interface ShardDeps extends MergeDeps {
  readonly clock: Clock;
}

export interface MergeReport {
  /** Staged files taken up and deleted. */
  readonly staged: number;
  /** Merged files replaced. */
  readonly written: number;
  /** Rows that entered merged files. */
  readonly rows: number;
  /** Rows that a newer reading of their lines took out of where they no longer belong. */
  readonly withdrawn: number;
  /** When the oldest staged file that was met had been staged, ms since the epoch; null: none was. */
  readonly oldest: number | null;
  /** Staged files that wait for a newer program (a merged file of theirs has a higher schema version), or for somebody to look (unreadable). */
  readonly waiting: number;
  /** False: the time limit came first; call again. */
  readonly finished: boolean;
}

export interface MergeOptions {
  /** ms since the epoch: no new course-day is begun after it. */
  readonly until?: number;
  /** Told after every course-day. */
  readonly progress?: (report: Pick<MergeReport, 'staged' | 'written' | 'rows'>) => void;
}

/**
 * Merges what is staged for one shard. Safe when two run at once and when it dies anywhere: a staged file is deleted only
 * after its last course-day is put, and what is merged twice collapses.
 */
export async function mergeShard(shard: number, deps: ShardDeps, { until = Infinity, progress }: MergeOptions = {}): Promise<MergeReport> {
  const waiting = new Set<string>();
  // Listed once: what is staged from now on is the next merge's.
  const listed: ObjectInfo[] = [];
  for await (const file of deps.objects.list(stagingPrefix(shard))) listed.push(file);
  // The oldest first: a day's events come in the order of their times, and a merge keeps the row groups that end before what it adds.
  const files = listed.filter(({ key }) => !isWithdrawal(key)).sort((a, b) => a.modified - b.modified);
  let { staged, written, withdrawn, finished } = await withdraw(
    listed.filter(({ key }) => isWithdrawal(key)),
    deps,
    until,
    waiting,
  );
  let rows = 0;
  let oldest: number | null = null;
  const report = (): MergeReport => ({ staged, written, rows, withdrawn, oldest, waiting: waiting.size, finished });
  while (finished && files.length > 0) {
    const round = await takeRound(files, deps.objects, waiting);
    if (round.keys.length === 0) continue;
    oldest = Math.min(oldest ?? Number.POSITIVE_INFINITY, round.oldest);
    const left = new Map<string, number>();
    for (const { keys } of round.targets) for (const key of keys) left.set(key, (left.get(key) ?? 0) + 1);
    await concurrently(COURSE_DAYS_AT_ONCE, round.targets, async ({ target, keys }) => {
      if (deps.clock.now() >= until) finished = false;
      if (!finished) return;
      const merged = await unlessClosed(mergeCourseDay(target, deps));
      if (merged === null) for (const key of keys) waiting.add(key);
      else if (merged.written) {
        written++;
        rows += merged.entered;
      }
      for (const key of keys) left.set(key, (left.get(key) ?? 0) - 1);
      progress?.({ staged, written, rows });
    });
    // Also when time ran out: what is done need not be done again, or a wide backlog would never end.
    await concurrently(
      FILES_AT_ONCE,
      round.keys.filter((key) => !waiting.has(key) && (left.get(key) ?? 0) === 0),
      async (key) => {
        await deps.objects.delete(key);
        staged++;
      },
    );
  }
  return report();
}

/** Carries out the shard's withdrawals. A file is deleted after its last course-day is put. */
async function withdraw(files: readonly ObjectInfo[], deps: ShardDeps, until: number, waiting: Set<string>) {
  let staged = 0;
  let written = 0;
  let withdrawn = 0;
  for (const { key } of files) {
    const withdrawal = await readWithdrawal(key, deps.objects);
    let carriedOut = withdrawal !== null;
    for (const [place, [courseKey, day]] of withdrawal?.places.entries() ?? []) {
      if (deps.clock.now() >= until) return { staged, written, withdrawn, finished: false };
      const slug = courseSlug(courseKey as CourseKey);
      const target = { slug, day, courseKey, staged: [], withdrawn: withdrawnFrom(withdrawal as Withdrawal, place) };
      const merged = await unlessClosed(mergeCourseDay(target, deps));
      if (merged === null) carriedOut = false;
      else {
        written += merged.written ? 1 : 0;
        withdrawn += merged.withdrawn;
      }
    }
    if (carriedOut) {
      await deps.objects.delete(key);
      staged++;
    } else waiting.add(key);
  }
  return { staged, written, withdrawn, finished: true };
}

/** null: written by a newer program, or carried out by another merge meanwhile. */
async function readWithdrawal(key: string, objects: ObjectStore): Promise<Withdrawal | null> {
  const stored = await objects.get(key);
  if (stored === null) return null;
  try {
    return await decodeWithdrawal(stored.body);
  } catch (error) {
    if (error instanceof Fault && error.code === 'data_version') return null;
    throw error;
  }
}

interface RoundTarget {
  readonly target: MergeTarget & { readonly staged: Row[] };
  /** The staged files that have rows of it. */
  readonly keys: Set<string>;
}

interface Round {
  readonly oldest: number;
  readonly keys: readonly string[];
  readonly targets: readonly RoundTarget[];
}

/**
 * Takes staged files off the list, their rows by course-day. None is begun once the row limit is reached: those under way are read to
 * their end, and no staged file has more rows than a group has lines.
 */
async function takeRound(files: ObjectInfo[], objects: ObjectStore, waiting: Set<string>): Promise<Round> {
  const keys: string[] = [];
  const targets = new Map<string, RoundTarget>();
  let held = 0;
  let oldest = Number.POSITIVE_INFINITY;
  function* wanted(): Generator<ObjectInfo> {
    for (let file = files.shift(); file !== undefined; file = held < ROUND_ROWS ? files.shift() : undefined) yield file;
  }
  await concurrently(FILES_AT_ONCE, wanted(), async ({ key, modified }) => {
    const object = await objects.open(key);
    // Another merge took it up meanwhile.
    if (object === null) return;
    try {
      for await (const table of (await openParquet(object)).tables()) {
        held += table.length;
        for (let i = 0; i < table.length; i++) place(rowAt(table, i), key, targets);
      }
    } catch (error) {
      // Taken up and deleted meanwhile; the rows that were read of it collapse with the other merge's.
      if (isChanged(error)) return;
      if (!isUnreadable(error)) throw error;
      // It stays for somebody to look at, and keeps no other from being merged.
      waiting.add(key);
      return;
    } finally {
      await object.close();
    }
    keys.push(key);
    oldest = Math.min(oldest, modified);
  });
  return { oldest, keys, targets: [...targets.values()] };
}

function isUnreadable(error: unknown): boolean {
  return error instanceof Fault && error.code === 'parquet_unreadable';
}

function place(row: Row, key: string, targets: Map<string, RoundTarget>): void {
  const course = courseKey(row.source, row.course_id ?? '');
  const day = dayOf(row.time);
  const name = `${course}\0${day}`;
  let found = targets.get(name);
  if (found === undefined) {
    found = { target: { slug: courseSlug(course), day, courseKey: course, staged: [] }, keys: new Set() };
    targets.set(name, found);
  }
  found.target.staged.push(row);
  found.keys.add(key);
}
