import type { PathTemplate } from '../../learning-event.ts';
import { pathTemplate, type RouteVocabulary, referrerTemplate } from '../../path-template.ts';
import { blockOf } from './block.ts';
import type { Course } from './course.ts';
import { WORDS } from './routes/words.ts';

const ROUTES: RouteVocabulary = { segments: WORDS, query: [] };
const NOTHING_OWN: ReadonlySet<string> = new Set();

/** Servers of the platform refuse longer ones. */
const LONGEST_URL = 8_192;

function readable(url: unknown): url is string {
  return typeof url === 'string' && url !== '' && url.length <= LONGEST_URL;
}

/** The page of an event: segments that every installation has, the event's course and blocks of it; `:x` for the rest. */
export function pageOf(url: unknown, course: Course | null): PathTemplate | null {
  if (!readable(url)) return null;
  const path = tidy(url, course);
  return pathTemplate(path, ROUTES, ownSegments(path, course));
}

/** The page before; `:other` where neither the course nor a block of it stands in the path. */
export function referrerOf(url: unknown, course: Course | null): PathTemplate | null {
  if (!readable(url)) return null;
  const path = tidy(url, course);
  const own = ownSegments(path, course);
  return own.size > 0 ? pathTemplate(path, ROUTES, own) : referrerTemplate(path, ROUTES, own, null);
}

/** The decoded segments of a path; a key is one segment even where it has slashes in it. */
export function segmentsOf(path: string, course: Course | null): string[] {
  const segments: string[] = [];
  for (const segment of tidy(path.slice(0, LONGEST_URL), course).split('/')) if (segment !== '') segments.push(decoded(segment));
  return segments;
}

/**
 * Drops the query and makes one segment of every key: of an old course id (`Org/Course/Run`) and of an old block id (`i4x://…`, or
 * `i4x:;_;_…` as paths quote it). Spaces were plus signs before a proxy decoded them.
 */
function tidy(url: string, course: Course | null): string {
  const end = url.search(/[?#]/);
  let path = end < 0 ? url : url.slice(0, end);
  if (path.includes(' ') || path.includes('%20')) path = path.replaceAll(' ', '+').replaceAll('%20', '+');
  if (path.includes('i4x:') || path.includes('i4x%3A')) path = path.replace(QUOTED_I4X, oneSegment).replace(BARE_I4X, oneSegment);
  if (course !== null && course.htmlPrefix !== null)
    path = path.replace(`/courses/${course.id}`, `/courses/${encodeURIComponent(course.id)}`);
  return path;
}

const QUOTED_I4X = /i4x(?::|%3A);_;_[^/]+/i;
const BARE_I4X = /i4x:\/\/[^/]+\/[^/]+\/[^/]+\/[^/]+/;

function oneSegment(key: string): string {
  // Half a surrogate pair cannot be percent-coded.
  return encodeURIComponent(decoded(key).replaceAll(';_', '/').toWellFormed());
}

const HASH = /^[0-9a-f]{32}$/;

/** The segments of this path that are the course, or blocks of it; chapter and section follow the course in /courses/{course}/courseware/. */
function ownSegments(path: string, course: Course | null): ReadonlySet<string> {
  if (course === null) return NOTHING_OWN;
  const own = new Set<string>();
  let courseware = 0;
  for (const segment of path.split('/')) {
    const text = decoded(segment);
    if (courseware > 0 && courseware-- < 3 && HASH.test(text)) own.add(text);
    else if (text === course.id) own.add(text);
    else if (text === 'courseware' && own.has(course.id)) courseware = 2;
    else if (text.startsWith(course.blockPrefix) && blockOf(course, text)?.form === 'plain') own.add(text);
  }
  return own;
}

function decoded(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
