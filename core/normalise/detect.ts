import type { Dialect, JsonObject } from './dialect.ts';
import { DIALECTS } from './dialects/index.ts';

/** The dialect whose item this is beyond doubt; null when none or more than one says so: never guessed. */
export function detect(item: JsonObject): Dialect | null {
  let found: Dialect | null = null;
  for (const dialect of DIALECTS.values()) {
    if (!dialect.recognises(item)) continue;
    if (found !== null) return null;
    found = dialect;
  }
  return found;
}
