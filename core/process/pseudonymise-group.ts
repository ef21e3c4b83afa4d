import type { Row } from '#core/dataset/columns.ts';
import { dayOf } from '#core/dataset/layout.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Random } from '#core/ports/random.ts';
import type { Activity, Fence, LearnerRecord, Registry } from '#core/ports/registry.ts';
import { type LearnerInCourse, learnerInCourse, learnerToken } from '#core/pseudonymise/course-keys.ts';
import type { KeyRing } from '#core/pseudonymise/keys.ts';
import { type Named, resolve } from '#core/pseudonymise/resolve.ts';
import { scrub } from '#core/pseudonymise/scrub.ts';
import { Fault } from '../errors.ts';
import { type CourseInGroup, claimCourses, coursesOf, tellOfCourses } from './courses.ts';
import type { Pending } from './read-group.ts';
import { withholdMarked } from './withhold.ts';

/** A row and the folder it belongs to. */
export interface PlacedRow {
  readonly slug: string;
  readonly row: Row;
}

export interface PseudonymiseDeps {
  readonly registry: Registry;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly random: Random;
}

export interface PseudonymisedGroup {
  readonly rows: readonly PlacedRow[];
  /** The events of the rows, in the same order. */
  readonly pendings: readonly Pending[];
  /** Events against which a right of the learner stands. */
  readonly withheld: readonly Pending[];
  readonly conflicts: number;
}

/** A learner may be joined or forgotten between naming and widening; then the group is named anew. */
const ROUNDS = 20;

/**
 * Events -> rows. Learners are resolved, and the days on which they were active are widened, before any row exists outside
 * this function: whoever forgets a learner later finds every course in which rows of hers may stand.
 *
 * @throws Fault `registry_contended`
 */
export async function pseudonymiseGroup(
  pending: readonly Pending[],
  source: string,
  keyVersion: number,
  deps: PseudonymiseDeps,
): Promise<PseudonymisedGroup> {
  const courses = await claimCourses(pending, source, keyVersion, deps);
  await tellOfCourses(pending, source, deps.registry);
  const eventKey = await deps.keys.subkey('event', source, keyVersion);
  for (let round = 0; round < ROUNDS; round++) {
    const { allowed, withheld, conflicts, records } = await withholdMarked(pending, deps.registry);
    const people = allowed.map(({ person }) => person).filter((person) => person !== null);
    const resolution = await resolve(people, records, {
      ...deps,
      relabel: (winner, loser) => relabelFences(winner, loser, source, keyVersion, deps),
    });
    const named = nameInCourses(allowed, courses, resolution.learnerOf);
    if (named === null || !(await deps.registry.widen(named.activities)).every(Boolean)) continue;
    // Somebody may have been forgotten between the look at her marks and her new name. From here on, forgetting finds her courses.
    if ((await withholdMarked(allowed, deps.registry)).withheld.length > 0) continue;
    const rows = allowed.map((item, i) => {
      const { slug, keys } = courses.get(item.event.course ?? '') as CourseInGroup;
      return { slug, row: scrub(item.event, { ...item, source, keys, eventKey, learner: named.learners[i] ?? null }) };
    });
    return { rows, pendings: allowed, withheld, conflicts: conflicts + resolution.conflicts };
  }
  throw new Fault('registry_contended');
}

/** Counts the group's events, each once, now that it is known which of them give rows. */
export function tallyGroup({ pendings, withheld }: PseudonymisedGroup): void {
  for (const { tally, event } of pendings) tally.row(event);
  for (const { tally, index } of withheld) tally.dropped('not_for_research', index);
}

interface NamedInCourses {
  /** One for each event; null for nobody known. */
  readonly learners: readonly (LearnerInCourse | null)[];
  readonly activities: readonly Activity[];
}

/** Each event's learner as her course knows her; null when one of them was forgotten meanwhile. */
function nameInCourses(
  items: readonly Pending[],
  courses: ReadonlyMap<string, CourseInGroup>,
  learnerOf: (named: Named) => LearnerRecord | null,
): NamedInCourses | null {
  const known = new Map<string, LearnerInCourse>();
  const activities = new Map<string, Activity>();
  const learners: (LearnerInCourse | null)[] = [];
  for (const { event, person, time, received } of items) {
    if (person === null) {
      learners.push(null);
      continue;
    }
    const record = learnerOf(person);
    if (record === null || record.salt === null) return null;
    const { keys } = courses.get(event.course ?? '') as CourseInGroup;
    const name = `${record.id}\0${keys.courseKey}`;
    const learner = known.get(name) ?? learnerInCourse(keys, record, record.salt);
    known.set(name, learner);
    learners.push(learner);
    const day = dayOf(time);
    const before = activities.get(name);
    activities.set(name, {
      learner: record.id,
      courseKey: keys.courseKey,
      firstDay: before !== undefined && before.firstDay < day ? before.firstDay : day,
      lastDay: before !== undefined && before.lastDay > day ? before.lastDay : day,
      lastActivity: Math.max(before?.lastActivity ?? 0, Math.min(time, received)),
    });
  }
  return { learners, activities: [...activities.values()] };
}

/** For every course in which the loser was seen: her token there becomes the winner's. */
async function relabelFences(
  winner: LearnerRecord,
  loser: LearnerRecord,
  source: string,
  keyVersion: number,
  deps: PseudonymiseDeps,
): Promise<readonly Fence[]> {
  const { salt } = winner;
  if (salt === null || loser.salt === null) return [];
  const fences: Fence[] = [];
  const ids = (await deps.registry.learnerCourses(loser.id)).map(({ courseKey: key }) => key.slice(source.length + 1));
  for (const { keys: inCourse } of await coursesOf(ids, source, keyVersion, deps)) {
    fences.push({
      courseKey: inCourse.courseKey,
      learner: learnerToken(inCourse.learner, loser.salt),
      kind: 'relabel',
      at: deps.clock.now(),
      becomes: learnerToken(inCourse.learner, salt),
    });
  }
  return fences;
}
