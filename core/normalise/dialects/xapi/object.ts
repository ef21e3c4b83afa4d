import type { ObjectRef } from '../../learning-event.ts';
import { blockOf } from '../openedx/block.ts';
import { agentKey, isAgent, isGroup } from './actor.ts';
import { type CourseOf, isCourse, keyIn } from './course.ts';
import { type KindName, kindOf } from './kinds.ts';
import type { ActivityPart, Statement } from './statement.ts';

/** Ids longer than this are no ids. */
const LONGEST = 2_048;
/** What has an id and no type that we know. */
const ANYTHING = 'activity';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A statement's id in its canonical form, lower case; null for what is no UUID. */
export function statementId(id: unknown): string | null {
  const text = typeof id === 'string' ? id.toLowerCase() : '';
  return UUID.test(text) ? text : null;
}

/**
 * What a statement is about. Another statement is named by its event id; a person or a group by a token; a block of the event's own
 * Open edX course as it is; the course itself by its kind alone, as its id stands in course_id; everything else by a token, because
 * IRIs of activities are guessable and may hold persons.
 *
 * @param kind of the activity; null where nothing tells it
 */
export function objectOf(sent: Statement, course: CourseOf | null, kind: KindName | null): ObjectRef {
  const { object } = sent;
  if (object['objectType'] === 'StatementRef') {
    const id = statementId(object['id']);
    return id === null ? { form: 'none', type: 'statement' } : { form: 'event', type: 'statement', id };
  }
  if (object['objectType'] === 'SubStatement') return { form: 'none', type: 'statement' };
  if (isAgent(object)) {
    const type = isGroup(object) ? 'group' : 'person';
    const id = agentKey(object);
    return id === null ? { form: 'none', type } : { form: 'token', type, id };
  }
  return activityRef(sent.activity, course, kind);
}

/** The thing that holds the object: the nearest parent that is not the course; null where the course holds it. */
export function parentOf(sent: Statement, course: CourseOf | null): ObjectRef | null {
  for (const parent of sent.parents) {
    if (parent.id !== null && parent.id !== sent.activity.id && !isCourse(parent, course))
      return activityRef(parent, course, kindOf(parent));
  }
  return null;
}

function activityRef(activity: ActivityPart, course: CourseOf | null, kind: KindName | null): ObjectRef {
  const type = kind ?? ANYTHING;
  const { id } = activity;
  if (isCourse(activity, course)) return { form: 'none', type: 'course' };
  if (id === null || id.length > LONGEST) return { form: 'none', type };
  for (const key of keyIn(id)) {
    const block = blockOf(course?.openedx ?? null, key);
    // A block of a type that is not known is a token, and so is everything that only looks like one.
    if (block !== null) return block;
  }
  return { form: 'token', type, id };
}
