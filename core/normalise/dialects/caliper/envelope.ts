import type { JsonObject } from '../../dialect.ts';
import { type Drop, drop, type Rejection, rejection } from '../../rejection.ts';
import { isObject, member } from './sent.ts';
import { isContext, isKnownContext, term } from './terms.ts';

/** An envelope of one item (receive/split.ts makes them so), or an event or entity that stands alone; none of another format. */
export function isCaliper(item: JsonObject): boolean {
  if ('sillage' in item || ('actor' in item && 'verb' in item)) return false;
  return isEnvelope(item) || contextsOf(item).some(isContext);
}

function isEnvelope(item: JsonObject): boolean {
  return typeof item['sensor'] === 'string' && ('data' in item || 'dataVersion' in item || 'sendTime' in item);
}

export interface Told {
  readonly kind: 'told';
  readonly event: JsonObject;
  readonly type: string | null;
  readonly action: string | null;
}

/** The one event of an item, alike in an envelope and alone; else why it is none. */
export function eventIn(item: JsonObject): Told | Drop | Rejection {
  if (!isEnvelope(item)) return eventOf(item, false);
  const { data, dataVersion } = item;
  // 1.0 has none.
  const told = dataVersion !== undefined && dataVersion !== null && dataVersion !== '';
  if (told && !isKnownContext(dataVersion)) return rejection('unknown_version', 'dataVersion');
  if (!Array.isArray(data) || data.length > 1) return rejection('invalid_field', 'data');
  const [only] = data;
  // Nothing at all, or an entity or event of which only the IRI is told.
  if (data.length === 0 || typeof only === 'string') return drop('denied_type');
  return isObject(only) ? eventOf(only, told) : rejection('invalid_field', 'data');
}

/** @param versioned the envelope tells the version */
function eventOf(event: JsonObject, versioned: boolean): Told | Drop | Rejection {
  const contexts = contextsOf(event);
  if (contexts.length > 0 && !versioned && !contexts.some(isKnownContext)) return rejection('unknown_version', '@context');
  const type = member(event, ['type']);
  const action = member(event, ['action']);
  if (type === undefined || type === null || type === '') return rejection('missing_event_type', 'type');
  if (typeof type !== 'string') return rejection('invalid_field', 'type');
  // An entity that a sensor describes: a person, a course, a book. It says nothing of learning.
  if (action === undefined || action === null || action === '') {
    return /Event$/.test(type) ? rejection('missing_event_type', 'action') : drop('denied_type');
  }
  if (typeof action !== 'string') return rejection('invalid_field', 'action');
  return { kind: 'told', event, type: term(type), action: term(action) };
}

/** A context is an IRI, an object of terms, or a list of both. */
export function contextsOf(event: JsonObject): readonly unknown[] {
  const context = event['@context'];
  return (Array.isArray(context) ? context : [context]).filter((one) => typeof one === 'string');
}
