import { aboutUses } from './about.ts';
import { ASSET_USES } from './asset.ts';
import type { EventType } from './event-type.ts';
import { COURSE } from './events/course.ts';
import { LEARNING } from './events/learning.ts';
import { COMMON_USES } from './vocabulary.ts';

export interface Entry {
  readonly type: EventType;
  /** The members that are read: `metadata.user_id`, `body.user.id`. */
  readonly uses: ReadonlySet<string>;
}

/** Looks at everything that Canvas shows: what was looked at decides (asset.ts). */
export const LOOK = 'asset_accessed';
const looked: EventType = { category: 'navigation', action: 'viewed', role: 'role' };

/** Every event that becomes a row, by its name. */
export const EVENT_TYPES: ReadonlyMap<string, Entry> = new Map(
  [...LEARNING, ...COURSE].map(([name, type]): [string, Entry] => [name, entry(type)]).concat([[LOOK, entry(looked, ASSET_USES)]]),
);

/** An event newer than this table, or of another producer: it happened, and nothing else is told. */
export const UNKNOWN: Entry = entry({ category: 'other', action: 'other' });

function entry(type: EventType, more: readonly string[] = []): Entry {
  const body: string[] = [...aboutUses(type.about), ...more];
  for (const thing of [type.object, type.parent]) {
    if (typeof thing?.id === 'string') body.push(thing.id);
    if (thing?.unless !== undefined) body.push(thing.unless.told);
  }
  for (const fact of type.facts ?? []) body.push(...fact.uses);
  if (type.role !== undefined) body.push(type.role);
  if (typeof type.action === 'object') body.push(type.action.by);
  return { type, uses: new Set([...COMMON_USES, ...body.map((path) => `body.${path}`)]) };
}
