import type { JsonObject, Outcome, UnusedKeys } from '../../dialect.ts';
import type { CourseTells } from '../../learning-event.ts';
import { drop, rejection } from '../../rejection.ts';
import { parseTime } from '../../time.ts';
import { parseCourse } from './course.ts';
import { isObject } from './envelope.ts';
import { momentOf } from './moment.ts';

/**
 * Public signals of Open edX (openedx-events), as the plugin openedx-webhooks posts them: the data under the name of their class, and
 * `event_metadata`. Tracking logs say nothing of a course's beginning and end; two signals of Studio do. The others repeat what the
 * tracking logs tell, and name people: they are dropped. No signal tells that a course was deleted.
 */
const CREATED = 'org.openedx.content_authoring.course.created.v1';
const CATALOGUE = 'org.openedx.content_authoring.course.catalog_info.changed.v1';
const ANY = /^org\.openedx\.[a-z0-9_.]{1,200}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isSignal(item: JsonObject): boolean {
  const metadata = item['event_metadata'];
  return isObject(metadata) && typeof metadata['event_type'] === 'string' && ANY.test(metadata['event_type']);
}

export function readSignal(item: JsonObject, unused: UnusedKeys): Outcome {
  const metadata = item['event_metadata'] as JsonObject;
  const { id, event_type: type } = metadata;
  if (typeof id !== 'string' || !UUID.test(id)) return rejection('invalid_field', 'event_metadata.id');
  // FROZEN FOR EVER: the signal's own id.
  const identity = { form: 'id', value: id.toLowerCase(), coarse: false } as const;
  const moment = momentOf(metadata['time']);
  if (moment === 'invalid') return rejection('invalid_time', 'event_metadata.time', identity);
  if (type !== CREATED && type !== CATALOGUE) return drop('denied_type', identity);
  const data = dataIn(item);
  const course = parseCourse(data['course_key']);
  if (course === null) return rejection('invalid_course_id', 'course_key', identity);
  for (const key of Object.keys(data)) if (key !== 'course_key' && key !== 'schedule_data') unused(NAMES.has(key) ? key : '(unknown)');
  const tells = type === CREATED ? { deleted: null } : scheduleIn(data['schedule_data']);
  return {
    kind: 'event',
    event: {
      identity,
      time: moment?.ms ?? null,
      course: course.id,
      person: null,
      role: null,
      session: null,
      category: 'administration',
      action: type === CREATED ? 'created' : 'updated',
      object: { form: 'none', type: 'course' },
      parent: null,
      page: null,
      referrer: null,
      facts: {},
      client: {},
      ...(tells !== null && { tells }),
    },
  };
}

/** Members of the data that are not read. */
const NAMES: ReadonlySet<string> = new Set(['name', 'hidden', 'invitation_only']);

/** The one member beside `event_metadata`: its name is that of a Python class, and changes with the plugin. */
function dataIn(item: JsonObject): JsonObject {
  const data = Object.entries(item).find(([key]) => key !== 'event_metadata')?.[1];
  return isObject(data) ? data : {};
}

function scheduleIn(schedule: unknown): CourseTells | null {
  if (!isObject(schedule)) return null;
  const opens = dateIn(schedule['start']);
  const closes = dateIn(schedule['end']);
  if (opens === undefined && closes === undefined) return null;
  return { ...(opens !== undefined && { opens }), ...(closes !== undefined && { closes }) };
}

/** null: there is none. undefined: nothing that can be read. */
function dateIn(value: unknown): number | null | undefined {
  if (value === null || value === 'None') return null;
  return typeof value === 'string' ? parseTime(value)?.ms : undefined;
}
