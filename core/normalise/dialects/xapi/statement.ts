import type { JsonObject } from '../../dialect.ts';
import { type Rejection, rejection } from '../../rejection.ts';
import { isObject } from '../openedx/envelope.ts';

/** A thing of a statement: an Activity, whatever its objectType says that it is. */
export interface ActivityPart {
  readonly id: string | null;
  readonly type: unknown;
  readonly interactionType: unknown;
  readonly definition: JsonObject;
}

/** The parts of a statement whose shape is beyond doubt. */
export interface Statement {
  readonly actor: JsonObject;
  readonly verb: string;
  readonly object: JsonObject;
  /** The object as an Activity. */
  readonly activity: ActivityPart;
  readonly result: JsonObject;
  readonly context: JsonObject;
  readonly parents: readonly ActivityPart[];
  readonly groupings: readonly ActivityPart[];
  readonly categories: readonly ActivityPart[];
  readonly resultExtensions: JsonObject;
  readonly contextExtensions: JsonObject;
}

const NOTHING: JsonObject = {};
/** More things around an event than any sender tells of. */
const MOST_ACTIVITIES = 64;

/** Whether an item is an xAPI statement beyond doubt: actor, verb with an id, and object; and nothing of Caliper about it. */
export function isStatement(item: JsonObject): boolean {
  if ('@context' in item || 'sensor' in item || 'eventTime' in item || 'sillage' in item) return false;
  const verb = item['verb'];
  return isObject(item['actor']) && isObject(item['object']) && isObject(verb) && typeof verb['id'] === 'string';
}

/**
 * A statement's parts, or what is clearly broken about it. Lenient otherwise: the specification's own rules are for the endpoint, since
 * a quarter of what Open edX sends breaks them.
 */
export function readStatement(item: JsonObject): Statement | Rejection {
  const { actor, verb, object } = item as { [key: string]: unknown };
  for (const [name, part] of Object.entries({ actor, verb, object })) {
    if (part === undefined || part === null) return rejection('incomplete_statement', name);
    if (!isObject(part)) return rejection('invalid_field', name);
  }
  const verbId = (verb as JsonObject)['id'];
  if (verbId === undefined || verbId === null || verbId === '') return rejection('incomplete_statement', 'verb.id');
  if (typeof verbId !== 'string') return rejection('invalid_field', 'verb.id');
  const result = optional(item['result']);
  const context = optional(item['context']);
  if (result === null) return rejection('invalid_field', 'result');
  if (context === null) return rejection('invalid_field', 'context');
  const wrong = wrongIn(item, result);
  if (wrong !== null) return rejection('invalid_field', wrong);
  const around = inner(context['contextActivities']);
  return {
    actor: actor as JsonObject,
    verb: verbId,
    object: object as JsonObject,
    activity: activityOf(object as JsonObject),
    result,
    context,
    parents: activities(around['parent']),
    groupings: activities(around['grouping']),
    categories: activities(around['category']),
    resultExtensions: inner(result['extensions']),
    contextExtensions: inner(context['extensions']),
  };
}

type Type = 'string' | 'number' | 'boolean' | 'object';

/** Members whose type is fixed, where they are there at all (xAPI 1.0.3, part two, 2.4.5). */
const RESULT_TYPES: readonly (readonly [string, Type])[] = [
  ['success', 'boolean'],
  ['completion', 'boolean'],
  ['duration', 'string'],
  ['score', 'object'],
  ['extensions', 'object'],
];
const SCORE = ['raw', 'min', 'max', 'scaled'] as const;

/** The path of the first member of a wrong type; null = none. */
function wrongIn(item: JsonObject, result: JsonObject): string | null {
  if (!fits(item['id'], 'string')) return 'id';
  for (const [name, type] of RESULT_TYPES) if (!fits(result[name], type)) return `result.${name}`;
  const score = inner(result['score']);
  for (const name of SCORE) if (!fits(score[name], 'number')) return `result.score.${name}`;
  return null;
}

function fits(value: unknown, type: Type): boolean {
  if (value === undefined || value === null) return true;
  return type === 'object' ? isObject(value) : typeof value === type;
}

function optional(value: unknown): JsonObject | null {
  if (value === undefined || value === null) return NOTHING;
  return isObject(value) ? value : null;
}

export function inner(value: unknown): JsonObject {
  return isObject(value) ? value : NOTHING;
}

/** A list of activities; before 1.0 a single one stood there without a list. */
function activities(value: unknown): readonly ActivityPart[] {
  const list: readonly unknown[] = Array.isArray(value) ? value.slice(0, MOST_ACTIVITIES) : [value];
  return list.filter(isObject).map(activityOf);
}

function activityOf(thing: JsonObject): ActivityPart {
  const definition = inner(thing['definition']);
  const { id } = thing as { readonly id?: unknown };
  return {
    id: typeof id === 'string' && id !== '' ? id : null,
    // Early releases of Open edX's router wrote the type where the objectType belongs.
    type: definition['type'] ?? thing['objectType'],
    interactionType: definition['interactionType'],
    definition,
  };
}
