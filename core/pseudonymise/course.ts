import { hash } from 'node:crypto';
import type { CourseClaim } from '#core/ports/registry.ts';

declare const brand: unique symbol;
/** source id + "/" + course id: a course of one source and of no other. */
export type CourseKey = string & { readonly [brand]: 'course key' };

const READABLE = 40;
const DIGEST = 16;

/** @param courseId empty for events outside any course */
export function courseKey(source: string, courseId: string): CourseKey {
  return `${source}/${courseId}` as CourseKey;
}

/** What a source calls its own when it names a course for the first time. @param keyVersion the source's */
export function courseClaim(source: string, courseId: string, keyVersion: number): CourseClaim {
  const key = courseKey(source, courseId);
  return { courseKey: key, slug: courseSlug(key), source, courseId, keyVersion };
}

/**
 * The course's folder name: up to 40 readable characters of [a-z0-9-], a hyphen, 16 hex characters of SHA-256 of the course key.
 * A plain hash is right here: course ids are public, and stand beside it in a column.
 */
export function courseSlug(key: CourseKey): string {
  const id = key.slice(key.indexOf('/') + 1);
  const readable = id
    .replace(/^(course-v1|ccx-v1|library-v1):/, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, READABLE)
    .replace(/^-+|-+$/g, '');
  return `${readable === '' ? 'none' : readable}-${hash('sha256', key, 'hex').slice(0, DIGEST)}`;
}
