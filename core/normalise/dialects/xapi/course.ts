import { leadsToPerson } from '../../personal.ts';
import { type Course, courseOfKey, keysIn } from '../openedx/course.ts';
import { kindOfType } from './kinds.ts';
import type { ActivityPart, Statement } from './statement.ts';

/** The course of a statement. */
export interface CourseOf {
  /** As its LMS writes it: a number of Moodle's, a course key of Open edX, else the activity's IRI. */
  readonly id: string;
  /** Taken apart, where it is one of Open edX. */
  readonly openedx: Course | null;
}

/** Moodle's own front page is course 1. */
const SITE = '1';
const MOODLE = /^https?:\/\/[^?#]*\/course\/view\.php\?id=(\d{1,10})$/;

/**
 * The course in which a statement belongs, null for none. First what the platforms write, in the parents, the groupings and the object:
 * a Moodle course page, or a course or block key of Open edX; then any activity of type course whose IRI is public.
 */
export function courseOf(sent: Statement): CourseOf | null {
  const around = [...sent.parents, ...sent.groupings];
  const mayBe = [...around, sent.activity];
  let site = false;
  for (const activity of mayBe) {
    const id = moodleCourse(activity);
    if (id === SITE) site = true;
    else if (id !== null) return { id, openedx: null };
  }
  for (const { id } of mayBe) {
    const openedx = id === null ? null : openedxCourse(id);
    if (openedx !== null) return { id: openedx.id, openedx };
  }
  if (site) return null;
  for (const { id, type } of mayBe) {
    if (id !== null && kindOfType(type) === 'course' && isPublicIri(id)) return { id, openedx: null };
  }
  return null;
}

/** Whether an activity is the front page of a Moodle, which is a course by its address only. */
export function isSite(activity: ActivityPart): boolean {
  return moodleCourse(activity) === SITE;
}

/** Whether an activity is this course itself. */
export function isCourse(activity: ActivityPart, course: CourseOf | null): boolean {
  if (course === null || activity.id === null) return false;
  if (activity.id === course.id || moodleCourse(activity) === course.id) return true;
  if (course.openedx === null) return false;
  // A page below the course is another thing.
  const last = /[^/]+(?=\/?$)/.exec(activity.id)?.[0];
  return last !== undefined && keysIn(`/${last}`)[0] === course.id;
}

/** The number of a Moodle course page. An activity of another type may have such an address by mistake (messages of the plugin do). */
function moodleCourse({ id, type }: ActivityPart): string | null {
  const kind = kindOfType(type);
  if (id === null || (kind !== 'course' && kind !== 'site' && type !== undefined && type !== 'Activity')) return null;
  const number = MOODLE.exec(id)?.[1];
  return number === undefined ? null : String(Number(number));
}

/** The course that a key names, which is the whole id or a segment of the path: …/course/<key>, …/xblock/<usage key>. */
function openedxCourse(id: string): Course | null {
  for (const key of keyIn(id)) {
    const course = courseOfKey(key);
    if (course !== null) return course;
  }
  return null;
}

/** What may be keys in an id: itself, or the segments of its path. */
export function keyIn(id: string): readonly string[] {
  return /^https?:/i.test(id) ? keysIn(id) : [id];
}

/** Longest course id, in bytes; the grammar below is ASCII. */
const LONGEST = 255;
const HOST = String.raw`https?:\/\/[A-Za-z0-9.-]{1,100}(?::\d{1,5})?`;
const SEGMENT = '[A-Za-z0-9][A-Za-z0-9_.:+-]{0,79}';
/** The number of the course; any other parameter could be somebody's, and so could `id` of any other page. */
const QUERY = String.raw`\?(?:(?<=\/course(?:\/view\.php)?\?)id|cid|course|courseid|course_id)=\d{1,10}`;
const PUBLIC = new RegExp(
  `^(?:${HOST}(?:\\/${SEGMENT}){1,8}\\/?(?:${QUERY})?|(?:urn:uuid:|uuid:\\/\\/)[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$`,
);
/** Whether an IRI has nothing in it but a host and words: course_id is read by everybody. */
function isPublicIri(id: string): boolean {
  return id.length <= LONGEST && PUBLIC.test(id) && !leadsToPerson(id);
}
