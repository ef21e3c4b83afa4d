import type { JsonObject } from '../../dialect.ts';
import { type Course, courseInUrl, courseOfKey, parseCourse, pathIn } from './course.ts';
import { type Envelope, isObject } from './envelope.ts';
import { COURSE_MEMBERS } from './unused.ts';

/** Members of payloads that hold a usage key, which names its course. */
const BLOCK_MEMBERS = [
  'problem_id',
  'id',
  'module_id',
  'block_id',
  'problem',
  'exam_content_id',
  'component_usage_id',
  'location',
] as const;

/**
 * The course of an event: what the context says; where that is silent, what the payload says, the path or page, or the block acted
 * upon. Only the context's is believed to be a course id; the others may hold anything, and then say nothing.
 *
 * @param fields the payload's members, null where they may not be read
 */
export function courseOf(sent: Envelope, path: string | null, fields: JsonObject | null): Course | null | 'invalid' {
  const { context, page } = sent;
  const addresses = [path, context['path'], page];
  const told = misread(context['course_id'], addresses) ? '' : context['course_id'];
  if (told !== undefined && told !== null && told !== '') return parseCourse(told) ?? 'invalid';
  return (fields === null ? null : courseInMembers(fields)) ?? courseAround(addresses, told === '') ?? courseOfBlock(context, fields);
}

const KEY = /^[a-z0-9-]+:/;

/**
 * The LMS takes for a course whatever follows the first /courses/ of an address: `v1/courses/jean.dupont` of a call of its own
 * interface, three words of a page's query.
 */
function misread(told: unknown, addresses: readonly unknown[]): boolean {
  if (typeof told !== 'string' || told === '' || KEY.test(told)) return false;
  const read = `/courses/${told}`;
  const atStart = addresses.some((url) => `${pathIn(url)}/`.startsWith(`${read}/`));
  return !atStart && addresses.some((url) => typeof url === 'string' && url.includes(read));
}

function courseInMembers(fields: JsonObject): Course | null {
  for (const name of COURSE_MEMBERS) {
    const course = parseCourse(fields[name]);
    if (course !== null) return course;
  }
  return null;
}

/**
 * The course in the event's addresses. '' in the context means that the LMS looked there and saw no course: then only what is
 * written as a key counts, since three bare words after /courses/ are what anybody types.
 */
function courseAround(addresses: readonly unknown[], sawNone: boolean): Course | null {
  for (const url of addresses) {
    const seen = courseInUrl(url);
    if (seen !== null) return sawNone && !seen.id.includes(':') ? null : seen;
  }
  return null;
}

function courseOfBlock(context: JsonObject, fields: JsonObject | null): Course | null {
  const module = isObject(context['module']) ? courseOfKey(context['module']['usage_key']) : null;
  if (module !== null || fields === null) return module;
  for (const name of BLOCK_MEMBERS) {
    const course = courseOfKey(fields[name]);
    if (course !== null) return course;
  }
  return null;
}
