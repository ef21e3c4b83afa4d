import { canonicalJson } from '../../canonical-json.ts';
import type { JsonObject } from '../../dialect.ts';
import type { EventIdentity } from '../../learning-event.ts';
import type { Moment } from '../../time.ts';
import { idOf, isBlank, isObject, member, pathOf, typeOf } from './sent.ts';
import { term } from './terms.ts';

const UUID = /^(?:urn:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
const IRI = /^[a-z][a-z0-9+.-]*:\S+$/i;

/** Entities that are told whole, those of which only the IRI is, and measures outside them. FROZEN. */
const ENTITIES = ['actor', 'object', 'target', 'generated', 'group', 'membership', 'user'] as const;
const IRIS = ['edApp', 'referrer', 'navigatedFrom'] as const;
const MEASURES = ['extensions/speed', 'extensions/playbackRate'].map(pathOf);
/** What a sender may say otherwise when it tells an event again: words for people, versions and dates of records. FROZEN. */
const WORDS = /^(?:name|title|description|keywords|context|version|date[A-Z]\w*)$/;
/** Of a session only which one: its times are those of the sending. FROZEN. */
const SESSIONS: ReadonlySet<string | null> = new Set(['Session', 'LtiSession']);
/** No member that a row is read from lies deeper. FROZEN. */
const DEEPEST = 8;

/**
 * What makes a Caliper event itself. FROZEN FOR EVER.
 *
 * Its `id`: a UUID, with or without `urn:uuid:` (Blackboard), or another IRI. 1.0 has none: then the moment, type, action, and the
 * entities with all that they say: whom it concerns (a membership's member, an attempt's assignee), answers, points and other measures.
 * A list of members would miss some, and two acts would be one row. Not in it: the envelope, names and descriptions, the event's own
 * extensions but for a player's speed, and the session (logstore_caliper sends a queue again, out of another session).
 *
 * Without an id its clock counts as coarse where the moment is a whole second: logstore_caliper writes `.000Z`, and knows seconds only.
 */
export function identityOf(event: JsonObject, type: string | null, action: string | null, moment: Moment | null): EventIdentity {
  const id = idOf(event);
  if (id !== null) {
    const uuid = UUID.exec(id)?.[1];
    if (uuid !== undefined) return { form: 'id', value: `urn:uuid:${uuid.toLowerCase()}`, coarse: false };
    if (IRI.test(id)) return { form: 'id', value: id, coarse: false };
  }
  const when = moment === null ? null : moment.ms * 1_000 + moment.micros;
  const entities = ENTITIES.map((name) => entityIn(event[name]));
  const iris = IRIS.map((name) => idOf(event[name]));
  const measures = MEASURES.map((path) => toldIn(member(event, path), 0));
  const coarse = moment === null || moment.coarse || when === null || when % 1_000_000 === 0;
  return { form: 'json', value: canonicalJson([when, type, action, entities, iris, measures]), coarse };
}

/** An entity that stands as its IRI alone is one that says no more. */
function entityIn(entity: unknown): unknown {
  return toldIn(typeof entity === 'string' ? { id: entity } : entity, 0);
}

/** All that a value says, numbers as text, in one spelling; null for nothing. */
function toldIn(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (depth >= DEEPEST) return null;
  if (Array.isArray(value)) return value.map((one) => toldIn(one, depth + 1));
  return isObject(value) ? membersOf(value, depth) : null;
}

function membersOf(entity: JsonObject, depth: number): unknown {
  if (SESSIONS.has(typeOf(entity))) return { id: idOf(entity) };
  const found: [string, unknown][] = [];
  for (const key of Object.keys(entity)) {
    // 1.0 writes `@id` and `@type`; where both spellings are there, the plain one counts.
    const name = key.replace(/^@/, '');
    if (WORDS.test(name) || (name !== key && (entity[name] ?? null) !== null)) continue;
    const value = entity[key];
    const told = name === 'type' ? term(value) : name === 'id' && isBlank(value) ? null : toldIn(value, depth + 1);
    if (told !== null) found.push([name, told]);
  }
  return Object.fromEntries(found);
}
