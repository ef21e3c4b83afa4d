import type { Clock } from '#core/ports/clock.ts';
import type { CourseClaim, Registry } from '#core/ports/registry.ts';
import { Memory } from './memory.ts';

type Claims = Pick<Registry, 'claimCourses'>;

/** Claims each course once: as it was first claimed it stays for ever. @param most courses remembered */
export function rememberedCourses(registry: Claims, clock: Clock, most: number): Claims {
  const courses = new Memory<string, CourseClaim>(clock, Number.POSITIVE_INFINITY, most);
  return {
    async claimCourses(claims) {
      const unknown = claims.filter(({ courseKey }) => courses.get(courseKey) === undefined);
      for (const course of unknown.length === 0 ? [] : await registry.claimCourses(unknown)) courses.set(course.courseKey, course);
      return claims.map(({ courseKey }) => courses.get(courseKey) as CourseClaim);
    },
  };
}
