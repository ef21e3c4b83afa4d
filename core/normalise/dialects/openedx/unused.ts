import type { JsonObject, UnusedKeys } from '../../dialect.ts';
import { isObject } from './envelope.ts';
import type { EventType } from './event-type.ts';

/** Which members are used: null for a whole value, a tree for some of an object's members; `*` is any key, `[]` any element. */
export type Uses = ReadonlyMap<string, Uses | null>;

/** Names that may be told: each with its path and the names inside it. */
export interface Word {
  readonly path: string;
  readonly inside: ReadonlyMap<string, Word>;
}

/** Members that name the course, in the order of trust; read of every event type. */
export const COURSE_MEMBERS = ['course_id', 'course', 'course_key', 'courserun_key', 'courseRunKey', 'context_key'] as const;

/** Everything that an event type's readers look at. */
export function usesOf(type: EventType): Uses {
  const paths: string[] = [...COURSE_MEMBERS];
  for (const { uses } of [type.object, type.parent, type.about, ...(type.facts ?? [])].filter((reader) => reader !== undefined))
    paths.push(...uses);
  if (typeof type.role === 'object') paths.push(...type.role.uses);
  if (typeof type.action === 'object') paths.push(type.action.uses);
  return usesTree(paths);
}

type Growing = Map<string, Growing | null>;

export function usesTree(paths: readonly string[]): Uses {
  const root: Growing = new Map();
  for (const path of paths) {
    const steps = path.split('.');
    let at: Growing | null = root;
    for (let i = 0; i < steps.length && at !== null; i++) {
      const step = steps[i] as string;
      if (i === steps.length - 1) at.set(step, null);
      else if (!at.has(step)) at.set(step, new Map());
      at = at.get(step) ?? null;
    }
  }
  return root;
}

export function wordTree(paths: readonly string[]): ReadonlyMap<string, Word> {
  const root: GrowingWord['inside'] = new Map();
  for (const path of paths) {
    let at = root;
    let sofar = '';
    for (const step of path.split('.')) {
      sofar = sofar === '' ? step : `${sofar}.${step}`;
      const word: GrowingWord = at.get(step) ?? { path: sofar, inside: new Map() };
      at.set(step, word);
      at = word.inside;
    }
  }
  return root;
}

interface GrowingWord {
  readonly path: string;
  readonly inside: Map<string, GrowingWord>;
}

const UNKNOWN = '(unknown)';
const NO_WORDS: ReadonlyMap<string, Word> = new Map();

/** Tells of every member that is not in `uses`: once each, whatever it holds. */
export function tellUnused(item: JsonObject, uses: Uses, words: ReadonlyMap<string, Word>, unused: UnusedKeys): void {
  for (const key in item) {
    const used = uses.has(key) ? uses.get(key) : uses.get('*');
    if (used === null) continue;
    const word = words.get(key) ?? words.get('*');
    if (used === undefined) unused(word?.path ?? UNKNOWN);
    else tellInside(item[key], used, word?.inside ?? NO_WORDS, unused);
  }
}

function tellInside(value: unknown, uses: Uses, words: ReadonlyMap<string, Word>, unused: UnusedKeys): void {
  if (Array.isArray(value)) {
    for (const element of value) if (isObject(element)) tellUnused(element, uses, words, unused);
  } else if (isObject(value)) tellUnused(value, uses, words, unused);
}
