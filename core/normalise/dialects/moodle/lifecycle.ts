import type { CourseTells } from '../../learning-event.ts';
import { whole } from './numbers.ts';
import type { Sent } from './sent.ts';

/** 31 December 9999. */
const LATEST_SECOND = 253_402_300_799;

/**
 * What an event of Moodle itself tells of its course. `course_started` and `course_ended` come from the tasks that show and hide courses,
 * within a day of the date; `course_updated` of newer versions has the fields that were changed, with what they are now.
 *
 * @param at of the event, ms since the epoch
 */
export function lifecycleOf({ component, event, course, objectId, other }: Sent, at: number): CourseTells | null {
  if (component !== 'core' || course === null || (objectId !== null && objectId !== course)) return null;
  if (event === 'course_created') return { deleted: null, ...datesIn(other) };
  if (event === 'course_updated') return filled(datesIn(other['updatedfields']));
  if (event === 'course_started') return { opens: at };
  if (event === 'course_ended') return { closes: at };
  return event === 'course_deleted' ? { deleted: at } : null;
}

function datesIn(fields: unknown): CourseTells {
  const opens = dateIn(fields, 'startdate');
  const closes = dateIn(fields, 'enddate');
  return { ...(opens !== undefined && { opens }), ...(closes !== undefined && { closes }) };
}

/** A date in seconds; 0: none. */
function dateIn(fields: unknown, name: string): number | null | undefined {
  if (typeof fields !== 'object' || fields === null || !Object.hasOwn(fields, name)) return undefined;
  const second = whole((fields as Readonly<Record<string, unknown>>)[name]);
  if (second === null || second === 'invalid' || Number(second) < 0 || Number(second) > LATEST_SECOND) return undefined;
  return second === '0' ? null : Number(second) * 1_000;
}

function filled(tells: CourseTells): CourseTells | null {
  return Object.keys(tells).length === 0 ? null : tells;
}
