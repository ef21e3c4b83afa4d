import { courseKey, courseSlug } from '#core/pseudonymise/course.ts';
import type { Settings } from '#core/settings/schema.ts';

/** The folders of the granted courses, each once. */
export function grantedSlugs(grants: Settings['researchers'][number]['grants']): readonly string[] {
  return [...new Set(grants.map(({ source, course }) => courseSlug(courseKey(source, course))))];
}
