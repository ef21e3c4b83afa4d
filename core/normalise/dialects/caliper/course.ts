import type { JsonObject } from '../../dialect.ts';
import { leadsToPerson } from '../../personal.ts';
import { canvasUrn } from '../canvas/ids.ts';
import { type Course, courseInUrl, courseOfKey, parseCourse } from '../openedx/course.ts';
import { moodleNumber } from './moodle-1p0.ts';
import { idOf, member, pathOf, typeOf } from './sent.ts';

export interface CourseSent {
  readonly id: string;
  /** An Open edX course, taken apart. */
  readonly openedx: Course | null;
}

const COURSES: ReadonlySet<string> = new Set(['CourseSection', 'CourseOffering', 'Course']);
const CANVAS_SECTION = /^urn:instructure:canvas:course:(\d{1,19})(?::|$)/;
const MOODLE = /\/course\/view\.php\?(?:[^#]*&)?id=(\d{1,18})(?:[&#]|$)/;
// A course IRI stands in a row: no query, no address, and no path that leads to a person.
const IRI = /^(?:https?:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?(?:\/[\p{L}\p{N}_~.:+=-]+)*\/?|urn:[A-Za-z0-9][\p{L}\p{N}_~.:+/-]*)$/u;
/** Those of a group or a team, within a course or without: it would give the learner another pseudonym. */
const GROUP = /[/:](?:groups?|teams?)(?:[/:]|$)/i;
/** What an IRI says that it is, where its type or its namespace does not. */
const SAYS_COURSE = /[/:](?:\w+-)?(?:cours(?:es?)?|class(?:es)?|(?:course[-_]?)?(?:sections?|offerings?))(?:[/:=_-]|$)/i;
const HOST = /^https?:\/\/[^/]*/;
const UUID = /^urn:uuid:/i;

/** Where Open edX's router puts the course; it sends no group. */
const OPENEDX = [pathOf('object/extensions/course_id'), pathOf('object/id'), pathOf('object/extensions/module_id')] as const;
/** Blackboard's CalculatedGradeSnapshotEvent. */
const SNAPSHOT = pathOf('object/course');
const ORGANIZATION = pathOf('membership/organization');
/** No group lies deeper within others. */
const DEEPEST = 5;

/** The members that tell the course. */
export const COURSE_USES = ['group', 'membership/organization']
  .flatMap((path) =>
    Array.from({ length: DEEPEST }, (_, i) => path + '/subOrganizationOf'.repeat(i)).flatMap((at) => [`${at}/id`, `${at}/type`]),
  )
  .concat(
    OPENEDX.map((path) => path.join('/')),
    'object/course/id',
    'object/course/type',
  );

/**
 * The course of an event: its group, the organization of the membership, the object where that is a course, or where Open edX has it.
 * Of a section and the offering that it belongs to, the section: the one that is named first.
 */
export function courseOf(event: JsonObject): CourseSent | null | 'invalid' {
  const given =
    courseEntity(event['group']) ??
    courseEntity(member(event, ORGANIZATION)) ??
    courseEntity(event['object'], true) ??
    courseEntity(member(event, SNAPSHOT), true);
  if (given === null) return openedxCourse(event);
  const { id, typed } = given;
  const canvas = CANVAS_SECTION.exec(id)?.[1];
  if (canvas !== undefined) return { id: canvas, openedx: null };
  const openedx = openedxIn(id);
  if (openedx !== null) return { id: openedx.id, openedx };
  const moodle = MOODLE.exec(id)?.[1] ?? moodleNumber(event, id, 'course');
  if (moodle !== null) return { id: moodle, openedx: null };
  return isPublicIri(id, typed) ? { id, openedx: null } : 'invalid';
}

function isPublicIri(id: string, typed: boolean): boolean {
  if (!IRI.test(id) || leadsToPerson(id) || GROUP.test(id)) return false;
  return SAYS_COURSE.test(id.replace(HOST, '')) || (typed && (!id.startsWith('urn:') || UUID.test(id)));
}

interface Given {
  readonly id: string;
  /** Whether the sender says that it is a course. */
  readonly typed: boolean;
}

/** @param typed only an entity that says it is a course counts: any other group may be a team */
function courseEntity(group: unknown, typed = false): Given | null {
  let at = group;
  for (let depth = 0; depth < DEEPEST && at !== undefined; depth++) {
    const id = idOf(at);
    const type = typeOf(at);
    // Of a thinned group, and of one that does not say what it is, the IRI may tell that it is none.
    const thinned = !typed && id !== null && member(at, ['type']) === undefined && (canvasUrn(id) === null || CANVAS_SECTION.test(id));
    const course = type !== null && COURSES.has(type);
    if (id !== null && (thinned || course)) return { id, typed: course };
    at = member(at, ['subOrganizationOf']);
  }
  return null;
}

function openedxCourse(event: JsonObject): CourseSent | null {
  const told = parseCourse(member(event, OPENEDX[0]));
  if (told !== null) return { id: told.id, openedx: told };
  for (const path of OPENEDX) {
    const openedx = openedxIn(member(event, path));
    if (openedx !== null) return { id: openedx.id, openedx };
  }
  return null;
}

/** Only keys that say what they are: three bare words may be anybody. */
function openedxIn(text: unknown): Course | null {
  const course = courseOfKey(text) ?? courseInUrl(text);
  return course?.id.includes(':') === true ? course : null;
}
