import type { JsonObject } from '../../../dialect.ts';
import { contextsOf } from '../envelope.ts';
import { isObject, member } from '../sent.ts';
import { minorVersion, term } from '../terms.ts';
import { actionsOf, PROFILES } from './events.ts';
import { ENTITY_TYPES, kindOf, REQUIRED } from './members.ts';
import { isIri, isLength, isSendTime, isTime, isUuidUrn, namesEntity } from './values.ts';

/**
 * Whether one item of a batch keeps the rules of Caliper 1.2, or of 1.1 or 1.0 where that is its version: an envelope of one item, or an
 * event or entity that stands alone. Not checked, since no sender could know what is missing here: members of its own outside `extensions`,
 * and whether an entity is of a type that its place asks for.
 *
 * @returns the path of the first fault in the specification's own words (`object.assignable.dateCreated`; no name of the sender's is ever
 * in it, and the envelope's `data` is not); null when there is none
 */
export function breach(item: JsonObject): string | null {
  const { sensor, sendTime, dataVersion, data } = item;
  if (sensor === undefined && sendTime === undefined && data === undefined) return partBreach(item, false);
  const unversioned = absent(dataVersion);
  const minor = unversioned ? 0 : minorVersion(dataVersion);
  // 1.0's senders name themselves as they like.
  if (minor === 0 ? typeof sensor !== 'string' || sensor.trim() === '' : !isIri(sensor)) return 'sensor';
  if (!isSendTime(sendTime)) return 'sendTime';
  if (minor === null) return 'dataVersion';
  if (!Array.isArray(data)) return 'data';
  for (const part of data) {
    if (!isObject(part) && !namesEntity(part)) return 'data';
    const fault = isObject(part) ? partBreach(part, unversioned) : null;
    if (fault !== null) return fault;
  }
  return null;
}

/** @param unversioned its envelope tells no version, so it must be of 1.0 */
function partBreach(part: JsonObject, unversioned: boolean): string | null {
  const minor =
    contextsOf(part)
      .map(minorVersion)
      .find((one) => one !== null) ?? null;
  if (minor === null) return '@context';
  if (unversioned && minor > 0) return 'dataVersion';
  const type = typeIn(part, minor);
  return type?.endsWith('Event') === true ? eventBreach(part, type, minor) : entityBreach(part, '', minor, 0);
}

function eventBreach(event: JsonObject, type: string, minor: number): string | null {
  const { id, profile, actor, action, object, eventTime } = event;
  // 1.0 has no ids of events.
  if (minor > 0 && !isUuidUrn(id)) return 'id';
  const actions = actionsOf(type, minor);
  if (actions === undefined) return spelt('type', minor);
  if (minor === 2 && !absent(profile) && !(typeof profile === 'string' && PROFILES.has(profile))) return 'profile';
  if (absent(actor)) return 'actor';
  if (!actions.has(wordOf(action, minor) ?? '')) return 'action';
  if (absent(object)) return 'object';
  if (absent(eventTime)) return 'eventTime';
  return membersBreach(event, '', minor, 0);
}

/** Deeper than any line nests. */
const DEEPEST = 64;

/** @param at path of the entity, with a point behind it; '' for one that stands alone */
function entityBreach(entity: JsonObject, at: string, minor: number, depth: number): string | null {
  const type = typeIn(entity, minor);
  if (depth > DEEPEST || type === null || !ENTITY_TYPES.has(type)) return at + spelt('type', minor);
  for (const name of REQUIRED.get(type) ?? ['id']) {
    const value = member(entity, [name]);
    if (name === 'id' ? !namesEntity(value) : absent(value)) return at + spelt(name, minor);
  }
  return membersBreach(entity, at, minor, depth);
}

function membersBreach(thing: JsonObject, at: string, minor: number, depth: number): string | null {
  for (const name of Object.keys(thing)) {
    const value = thing[name];
    const kind = absent(value) ? undefined : kindOf(name);
    if (kind === undefined) continue;
    const path = at + name;
    if (kind === 'thing' || kind === 'things') {
      const those: readonly unknown[] = kind === 'things' && Array.isArray(value) ? value : [value];
      for (const one of those) {
        // An entity may be thinned to its IRI wherever it stands (1.1, 2.2).
        if (!isObject(one) && !namesEntity(one)) return path;
        const fault = isObject(one) ? entityBreach(one, `${path}.`, minor, depth + 1) : null;
        if (fault !== null) return fault;
      }
    } else if (!fits(kind, value, minor)) return path;
  }
  return null;
}

function fits(kind: 'time' | 'duration' | 'number' | 'map', value: unknown, minor: number): boolean {
  if (kind === 'time') return isTime(value, minor);
  if (kind === 'duration') return isLength(value, minor);
  if (kind === 'number') return typeof value === 'number';
  // PHP writes a map without entries as a list.
  return isObject(value) || (Array.isArray(value) && value.length === 0);
}

function typeIn(thing: JsonObject, minor: number): string | null {
  return wordOf(member(thing, ['type']), minor);
}

/** The term of a type or action. Only 1.0 writes it as an IRI (1.1, 2.1: "MUST match the Term"). */
function wordOf(value: unknown, minor: number): string | null {
  const word = term(value);
  return minor === 0 || word === value ? word : null;
}

/** As the version writes the names of `id` and `type`. */
function spelt(name: string, minor: number): string {
  return minor === 0 && (name === 'id' || name === 'type') ? `@${name}` : name;
}

/** 1.1, 2.1: null and empty values should not be sent; they say no more than none. */
function absent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
