import type { JsonObject } from '../../dialect.ts';
import type { CourseTells } from '../../learning-event.ts';
import { parseTime } from '../../time.ts';
import { globalId } from './ids.ts';

const TELLING: ReadonlySet<string> = new Set(['course_created', 'course_updated']);

/**
 * What Canvas tells of a course when it is made or changed: its state, and its dates where they are in the body (Canvas's own code sends
 * none). A course that is still changed after its end ends anew. Nothing of another course than the event's.
 *
 * @param at of the event, ms since the epoch; null: not told
 */
export function lifecycleOf(
  name: string,
  body: JsonObject,
  course: string | null,
  shard: bigint | null,
  at: number | null,
): CourseTells | null {
  if (!TELLING.has(name) || at === null || course === null || globalId(body['course_id'], shard) !== course) return null;
  const state = body['workflow_state'];
  if (state === 'deleted') return { deleted: at };
  const opens = dateIn(body, 'start_at');
  const told = dateIn(body, 'conclude_at');
  const closes = state === 'completed' ? (told ?? at) : told;
  return { deleted: null, ...(opens !== undefined && { opens }), ...(closes !== undefined && { closes }) };
}

/** null: there is none (any more). undefined: nothing is said. */
function dateIn(body: JsonObject, name: string): number | null | undefined {
  const value = body[name];
  if (value === null) return null;
  return typeof value === 'string' ? parseTime(value)?.ms : undefined;
}
