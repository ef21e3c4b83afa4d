import type { JsonObject } from '../../dialect.ts';
import { type Course, courseWithin, parseCourse } from './course.ts';
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
  const { context } = sent;
  const told = context['course_id'];
  if (told !== undefined && told !== null && told !== '') return parseCourse(told) ?? 'invalid';
  return (fields === null ? null : courseInMembers(fields)) ?? courseAround(sent, path) ?? courseOfBlock(context, fields);
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
function courseAround({ context, page }: Envelope, path: string | null): Course | null {
  const seen = courseWithin(path) ?? courseWithin(context['path']) ?? courseWithin(page);
  return context['course_id'] === '' && seen !== null && !seen.id.includes(':') ? null : seen;
}

function courseOfBlock(context: JsonObject, fields: JsonObject | null): Course | null {
  const module = isObject(context['module']) ? courseWithin(context['module']['usage_key']) : null;
  if (module !== null || fields === null) return module;
  for (const name of BLOCK_MEMBERS) {
    const course = courseWithin(fields[name]);
    if (course !== null) return course;
  }
  return null;
}
