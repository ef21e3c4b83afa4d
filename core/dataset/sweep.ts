import type { Fence, Sweep } from '#core/ports/registry.ts';
import { type CourseKey, courseSlug } from '#core/pseudonymise/course.ts';
import { courseDayOf } from './layout.ts';
import { type MergeTarget, mergeCourseDay, mergeHeld } from './merge.ts';
import type { ShardDeps } from './merge-shard.ts';

/** Longer than any process or merge may run: after it, no row from before a fence is still on its way. */
export const SETTLE_MS = 30 * 60_000;

/**
 * Brings merged and held files in line with fences that came after them: at once, and again when everything that was under way
 * has settled. Each file is replaced only if a fence changes it.
 *
 * @returns the number of files replaced
 */
export async function sweepFences(deps: ShardDeps): Promise<number> {
  const now = deps.clock.now();
  const pending = await deps.registry.pendingSweeps(now, SETTLE_MS);
  let replaced = 0;
  for (const [course, sweeps] of Map.groupBy(pending, ({ fence }) => fence.courseKey)) {
    for (const target of await targetsOf(course as CourseKey, sweeps, deps)) {
      if ((await mergeCourseDay(target, deps)).written) replaced++;
      if ((await mergeHeld(target, deps)).written) replaced++;
    }
    await deps.registry.swept(
      sweeps.map(({ fence }): Fence => fence),
      now,
    );
  }
  return replaced;
}

/** The course-days of a course that may hold rows of a fenced learner. */
async function targetsOf(courseKey: CourseKey, sweeps: readonly Sweep[], { objects }: ShardDeps): Promise<readonly MergeTarget[]> {
  const slug = courseSlug(courseKey);
  const targets: MergeTarget[] = [];
  for await (const { key } of objects.list(`events/course=${slug}/`)) {
    const found = courseDayOf(key);
    if (found === null) continue;
    const touched = sweeps.some(({ days }) => days.firstDay <= found.day && found.day <= days.lastDay);
    if (touched) targets.push({ ...found, courseKey, staged: [] });
  }
  return targets;
}
