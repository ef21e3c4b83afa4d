import type { JsonObject, UnusedKeys } from '../../dialect.ts';
import { VOCABULARY } from './vocabulary.ts';

/** Tells of every member that is not in `uses`, once each, whatever it holds. */
export function tellUnused(object: JsonObject, uses: ReadonlySet<string>, unused: UnusedKeys, within = ''): void {
  for (const [key, value] of Object.entries(object)) {
    const path = within + key;
    if (uses.has(path)) continue;
    const inside = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (inside && leadsOn(path, uses)) tellUnused(value as JsonObject, uses, unused, `${path}.`);
    else unused(VOCABULARY.has(path) ? path : '(unknown)');
  }
}

function leadsOn(path: string, uses: ReadonlySet<string>): boolean {
  for (const use of uses) if (use.startsWith(`${path}.`)) return true;
  return false;
}
