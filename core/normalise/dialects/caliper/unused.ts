import type { JsonObject, UnusedKeys } from '../../dialect.ts';
import { isObject } from './sent.ts';
import { VOCABULARY } from './vocabulary.ts';

/** Which members are used: null for a whole value, a tree for some members of an entity. */
export interface Uses extends ReadonlyMap<string, Uses | null> {}

type Growing = Map<string, Growing | null>;

/** @param paths `object/assignable/id`; where a longer path goes through a shorter one, the members of the longer are used */
export function usesTree(paths: readonly string[]): Uses {
  const root: Growing = new Map();
  for (const path of paths) {
    let at = root;
    const steps = path.split('/');
    for (const [i, step] of steps.entries()) {
      const inner: Growing | null = at.get(step) ?? (i === steps.length - 1 ? null : new Map());
      at.set(step, inner);
      if (inner === null) break;
      at = inner;
    }
  }
  return root;
}

const UNKNOWN = '(unknown)';

/** Tells of every member that is not used, once each, whatever it holds: by its path if every step of it is a word of the vocabulary. */
export function tellUnused(event: JsonObject, uses: Uses, unused: UnusedKeys, path = ''): void {
  for (const [key, value] of Object.entries(event)) {
    const step = key === '@id' || key === '@type' ? key.slice(1) : key;
    const used = uses.get(step);
    if (used === null) continue;
    const known = VOCABULARY.has(step);
    if (used === undefined) unused(known ? path + step : UNKNOWN);
    else if (isObject(value)) tellUnused(value, used, unused, `${path}${step}.`);
    else if (Array.isArray(value)) for (const one of value) if (isObject(one)) tellUnused(one, used, unused, `${path}${step}.`);
  }
}
