import type { JsonObject } from '../../dialect.ts';
import type { Course } from '../openedx/course.ts';
import { term } from './terms.ts';

/** What the readers of an event may look at. */
export interface Sent {
  readonly event: JsonObject;
  /** Whether the event names a course. */
  readonly inCourse: boolean;
  /** What the object of such an event usually is, for one of which only the IRI is told. */
  readonly usual: string;
  /** Open edX's course, taken apart, where it is one. */
  readonly course: Course | null;
  /** Canvas's shard, where its ids tell it. */
  readonly shard: bigint | null;
}

/** Steps to a member: `object/extensions/com.instructure.canvas/grade`. Names of extensions have dots. */
export type Path = readonly string[];

export const pathOf = (text: string): Path => text.split('/');

/** The names that 1.0 writes with an at sign. */
const AT: Readonly<Record<string, string>> = { id: '@id', type: '@type' };

/**
 * A member by its path, in either spelling (`id`, `@id`); undefined where there is none.
 * An entity may stand as its IRI alone (1.1, section 3.1: thinned): then the text is its `id`.
 */
export function member(value: unknown, path: Path): unknown {
  let at = value;
  for (let i = 0; i < path.length; i++) {
    const step = path[i] as string;
    if (typeof at === 'string') return step === 'id' && i === path.length - 1 ? at : undefined;
    if (!isObject(at)) return undefined;
    const other = AT[step];
    at = own(at, step) ?? (other === undefined ? undefined : own(at, other));
  }
  return at;
}

function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Ids longer than this are no ids. */
const LONGEST = 512;

/** `_:b0`: a label within one document (JSON-LD 1.1, 3.5), which the next one gives to somebody else. */
const BLANK = /^\s*_:/;

export function isBlank(id: unknown): boolean {
  return typeof id === 'string' && BLANK.test(id);
}

/** The IRI of an entity, object or thinned; null where it has none that could be one: empty, too long, a blank node's label. */
export function idOf(entity: unknown): string | null {
  const id = member(entity, ['id']);
  return typeof id === 'string' && id.trim() !== '' && id.length <= LONGEST && !isBlank(id) ? id.trim() : null;
}

/** The type of an entity as a bare term. */
export function typeOf(entity: unknown): string | null {
  return term(member(entity, ['type']));
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
