import type { LearningEvent } from '#core/normalise/learning-event.ts';
import type { Registry } from '#core/ports/registry.ts';
import { courseClaim, courseKey } from '#core/pseudonymise/course.ts';
import { type CourseKeys, courseKeys } from '#core/pseudonymise/course-keys.ts';
import type { KeyRing } from '#core/pseudonymise/keys.ts';

/** A course as a group of batches meets it: its folder and its keys. */
export interface CourseInGroup {
  readonly slug: string;
  readonly keys: CourseKeys;
}

interface CourseDeps {
  readonly registry: Registry;
  readonly keys: KeyRing;
}

/** Every course of the group, known to the registry, by course id; '' = no course. */
export async function claimCourses(
  pending: readonly { readonly event: { readonly course: string | null } }[],
  source: string,
  keyVersion: number,
  deps: CourseDeps,
): Promise<ReadonlyMap<string, CourseInGroup>> {
  const ids = [...new Set(pending.map(({ event }) => event.course ?? ''))];
  return new Map((await coursesOf(ids, source, keyVersion, deps)).map((course, i) => [ids[i] as string, course]));
}

/** Keeps what events tell of their courses. What an event tells ahead of its receipt counts as told then. */
export async function tellOfCourses(
  pending: readonly { readonly event: LearningEvent; readonly time: number; readonly received: number }[],
  source: string,
  registry: Registry,
): Promise<void> {
  const tellings = pending.flatMap(({ event: { course, tells }, time, received }) =>
    course === null || tells === undefined ? [] : [{ courseKey: courseKey(source, course), at: Math.min(time, received), ...tells }],
  );
  if (tellings.length > 0) await registry.describeCourses(tellings);
}

/** The courses of these ids, claimed if they are new. */
export async function coursesOf(
  ids: readonly string[],
  source: string,
  keyVersion: number,
  { registry, keys }: CourseDeps,
): Promise<readonly CourseInGroup[]> {
  const claims = ids.map((courseId) => courseClaim(source, courseId, keyVersion));
  const courses: CourseInGroup[] = [];
  for (const { slug, courseId, keyVersion: pinned } of await registry.claimCourses(claims)) {
    courses.push({ slug, keys: await courseKeys(keys, source, courseId, pinned) });
  }
  return courses;
}
