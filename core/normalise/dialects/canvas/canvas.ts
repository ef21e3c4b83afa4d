import type { Action } from '../../actions.ts';
import type { Dialect, JsonObject, Outcome, UnusedKeys } from '../../dialect.ts';
import type { Client, ObjectRef, Role } from '../../learning-event.ts';
import { pathTemplate, referrerTemplate } from '../../path-template.ts';
import { drop, rejection } from '../../rejection.ts';
import { parseTime } from '../../time.ts';
import { type Concerned, concerned } from './about.ts';
import { lookAt } from './asset.ts';
import { courseOf } from './course.ts';
import { DENIED } from './denied.ts';
import type { EventType, Measured, Thing } from './event-type.ts';
import { memberOf } from './facts.ts';
import { identityOf } from './identity.ts';
import { localId, shardOf } from './ids.ts';
import { canvasThing } from './kinds.ts';
import { lifecycleOf } from './lifecycle.ts';
import { canvasRole } from './roles.ts';
import { CANVAS_ROUTES } from './routes.ts';
import { EVENT_TYPES, LOOK, UNKNOWN } from './table.ts';
import { tellUnused } from './unused.ts';

/** Canvas Live Events in Canvas's own shape, `{metadata, body}`: one event a message. (As Caliper they are of the dialect `caliper`.) */
export const canvas: Dialect = {
  name: 'canvas',
  transformVersion: 1,
  undress: (line) => line,
  recognises: (item) => !('sillage' in item) && isObject(item['body']) && isObject(item['metadata']) && 'event_name' in item['metadata'],
  normalise,
};

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function normalise(item: JsonObject, unused: UnusedKeys): Outcome {
  const { metadata, body } = item;
  if (!isObject(metadata)) return rejection('missing_event_type', 'metadata');
  if (!isObject(body)) return rejection('invalid_field', 'body');
  const name = metadata['event_name'];
  if (typeof name !== 'string' || name === '') return rejection('missing_event_type', 'metadata.event_name');
  const time = metadata['event_time'];
  const moment = typeof time === 'string' ? parseTime(time) : null;
  if (moment === null && time !== undefined && time !== null) return rejection('invalid_time', 'metadata.event_time');
  const identity = identityOf(metadata, body, moment);
  if (DENIED.has(name)) return drop('denied_type', identity);
  const shard = shardOf(metadata['root_account_id'], metadata['context_id'], metadata['user_id'], metadata['user_account_id']);
  const course = courseOf(metadata, body, shard);
  if (course === 'invalid') return rejection('invalid_course_id', 'metadata.context_id', identity);
  const { type, uses } = EVENT_TYPES.get(name) ?? UNKNOWN;
  const who = concerned(type.about, metadata, body, shard);
  if (who === 'invalid') return rejection('invalid_actor', 'metadata.user_id', identity);

  tellUnused({ metadata, body }, uses, unused);
  for (const key of Object.keys(item)) if (key !== 'metadata' && key !== 'body') unused('(unknown)');
  const look = name === LOOK ? lookAt(body, shard) : null;
  const facts: Measured = {};
  for (const fact of type.facts ?? []) fact.read(body, facts);
  // Canvas's addresses have the course's local id.
  const inPaths = course === null ? null : localId(course);
  const known = new Set(inPaths === null ? [] : [inPaths]);
  const own = who.acting;
  const tells = lifecycleOf(name, body, course, shard, moment?.ms ?? null);
  return {
    kind: 'event',
    event: {
      identity,
      time: moment?.ms ?? null,
      course,
      person: who.person,
      role: roleOf(type, who, metadata, body),
      session: own ? textIn(metadata['session_id']) : null,
      category: look?.category ?? type.category,
      action: look?.action ?? actionOf(type.action, body),
      object: look?.object ?? (type.object === undefined ? null : refOf(type.object, body, shard)),
      parent: type.parent === undefined ? null : refOf(type.parent, body, shard),
      page: own ? pathTemplate(metadata['url'], CANVAS_ROUTES, known) : null,
      referrer: own ? referrerTemplate(metadata['referrer'], CANVAS_ROUTES, known, inPaths) : null,
      facts,
      client: own ? clientOf(metadata) : {},
      ...(tells !== null && { tells }),
    },
  };
}

function roleOf(type: EventType, who: Concerned, metadata: JsonObject, body: JsonObject): Role | null {
  if (who.acting && who.masked) return 'staff';
  const told = type.role === undefined ? null : canvasRole(memberOf(body, type.role));
  return told ?? (who.acting ? canvasRole(metadata['context_role']) : null);
}

function actionOf(action: EventType['action'], body: JsonObject): Action {
  if (typeof action === 'string') return action;
  const word = memberOf(body, action.by);
  return typeof word === 'string' && Object.hasOwn(action.is, word) ? (action.is[word] as Action) : action.otherwise;
}

function refOf({ kind, id, unless }: Thing, body: JsonObject, shard: bigint | null): ObjectRef {
  const ref = canvasThing(kind, id === null ? null : memberOf(body, id), shard);
  const other = unless !== undefined && (memberOf(body, unless.told) ?? null) !== null ? unless.type : null;
  return other === null ? ref : { ...ref, type: other };
}

/** Longer texts are no session ids. */
const LONGEST = 512;

function textIn(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST ? value : null;
}

function clientOf(metadata: JsonObject): Client {
  const userAgent = metadata['user_agent'];
  return typeof userAgent === 'string' && userAgent !== '' ? { userAgent } : {};
}
