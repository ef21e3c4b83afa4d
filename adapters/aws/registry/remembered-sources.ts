import type { Clock } from '#core/ports/clock.ts';
import type { Registry, SourceRecord } from '#core/ports/registry.ts';
import { Memory } from './memory.ts';

type Lookups = Pick<Registry, 'source' | 'sourceBySecret'>;

/** How long a source is believed unchanged, ms: a secret that was revoked counts so long, and a process reads a source twelve times a minute at most. */
const SOURCE_MS = 5_000;
/** Of sources by id and by secret; and as many of ids and secrets that are nobody's: wrong secrets cost no read twice, and little memory. */
const MOST_SOURCES = 1_000;

/** Asks for each source once in five seconds. `forget` after whatever changes one. */
export function rememberedSources(lookups: Lookups, clock: Clock, sourceMs: number = SOURCE_MS): Lookups & { forget(): void } {
  const sources = new Memory<string, SourceRecord>(clock, sourceMs, MOST_SOURCES);
  // Apart from the others, which a flood of wrong secrets would push out.
  const strangers = new Memory<string, true>(clock, sourceMs, MOST_SOURCES);
  const once = async (name: string, ask: () => Promise<SourceRecord | null>): Promise<SourceRecord | null> => {
    const known = sources.get(name);
    if (known !== undefined) return known;
    if (strangers.get(name) === true) return null;
    const found = await ask();
    if (found === null) strangers.set(name, true);
    else sources.set(name, found);
    return found;
  };
  return {
    source: (id) => once(`id ${id}`, () => lookups.source(id)),
    sourceBySecret: (hash) => once(`secret ${hash}`, () => lookups.sourceBySecret(hash)),
    forget: () => {
      sources.clear();
      strangers.clear();
    },
  };
}
