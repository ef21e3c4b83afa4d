import { courseKey, courseSlug } from '#core/pseudonymise/course.ts';
import type { Settings } from '#core/settings/schema.ts';

type Grants = Settings['researchers'][number]['grants'];

/** Folders of courses that are granted to the same day. */
export interface Folders {
  /** UTC day, YYYY-MM-DD; undefined: no end. */
  readonly until: string | undefined;
  readonly slugs: readonly string[];
}

/** The folders of the granted courses, each once. */
export function grantedSlugs(grants: Grants): readonly string[] {
  return [...new Set(grants.map(({ source, course }) => courseSlug(courseKey(source, course))))];
}

/** The same with their last days, in parts of at most `most` folders. */
export function foldersOf(grants: Grants, most: number): readonly (readonly Folders[])[] {
  const all = [...Map.groupBy(grants, ({ until }) => until)].flatMap(([until, those]) =>
    grantedSlugs(those).map((slug) => ({ until, slug })),
  );
  return Array.from({ length: Math.ceil(all.length / most) }, (_, i) => {
    const part = all.slice(i * most, (i + 1) * most);
    return [...Map.groupBy(part, ({ until }) => until)].map(([until, those]) => ({ until, slugs: those.map(({ slug }) => slug) }));
  });
}

/** When the last of them ends; undefined: one has no end, or there is none. */
export function lastDay(grants: Grants): string | undefined {
  const days = grants.map(({ until }) => until);
  return days.some((day) => day === undefined) ? undefined : days.sort().at(-1);
}
