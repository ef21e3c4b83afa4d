import type { Fence, Sweep } from '#core/ports/registry.ts';
import { type CourseKey, courseSlug } from '#core/pseudonymise/course.ts';
import { courseDayOf, EVENTS, HELD } from './layout.ts';
import { type MergeTarget, mergeCourseDay, mergeHeld, unlessClosed } from './merge.ts';
import type { ShardDeps } from './merge-shard.ts';

/** Longer than any process or merge may run: after it, no row from before a fence is still on its way. */
export const SETTLE_MS = 30 * 60_000;

/** What a sweep did. */
export interface SweepReport {
  /** Files replaced. */
  readonly replaced: number;
  /** Files that could not be brought in line: written by a newer program, or unreadable. Their course's fences are swept again. */
  readonly left: number;
}

/**
 * Brings merged and held files in line with fences that came after them: at once, and again when everything that was under way
 * has settled. Each file is replaced only if a fence changes it; a file that cannot be read keeps no other from it.
 *
 * @param until ms since the epoch: no new course-day is begun after it; what is left is taken up by the next sweep
 */
export async function sweepFences(deps: ShardDeps, until = Number.POSITIVE_INFINITY): Promise<SweepReport> {
  const now = deps.clock.now();
  const pending = await deps.registry.pendingSweeps(now, SETTLE_MS);
  let replaced = 0;
  let left = 0;
  for (const [course, sweeps] of Map.groupBy(pending, ({ fence }) => fence.courseKey)) {
    const leftBefore = left;
    for (const target of await targetsOf(course as CourseKey, sweeps, deps)) {
      if (deps.clock.now() >= until) return { replaced, left };
      for (const merge of [mergeCourseDay, mergeHeld]) {
        const merged = await unlessClosed(merge(target, deps));
        if (merged === null) left++;
        else if (merged.written) replaced++;
      }
    }
    if (left === leftBefore) {
      await deps.registry.swept(
        sweeps.map(({ fence }): Fence => fence),
        now,
      );
    }
  }
  return { replaced, left };
}

/**
 * The course-days of a course that may hold rows of a fenced learner, merged or held: a day may stand in one of the two alone. Beside the
 * days that were known when it was decided, all files that changed shortly before or since: a row of another day came in by such a change.
 */
async function targetsOf(courseKey: CourseKey, sweeps: readonly Sweep[], { objects }: ShardDeps): Promise<readonly MergeTarget[]> {
  const slug = courseSlug(courseKey);
  const targets = new Map<string, MergeTarget>();
  for (const store of [EVENTS, HELD]) {
    for await (const { key, modified } of objects.list(`${store}course=${slug}/`)) {
      const found = courseDayOf(key);
      if (found === null) continue;
      const touched = sweeps.some(
        ({ days, fence }) => (days.firstDay <= found.day && found.day <= days.lastDay) || modified >= fence.at - SETTLE_MS,
      );
      if (touched) targets.set(found.day, { ...found, courseKey, staged: [] });
    }
  }
  return [...targets.values()];
}
