import type { Dialect } from '#core/normalise/dialect.ts';
import type { LearningEvent } from '#core/normalise/learning-event.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import type { Registry } from '#core/ports/registry.ts';
import { eventToken } from '#core/pseudonymise/identity.ts';
import type { KeyRing } from '#core/pseudonymise/keys.ts';
import type { EventToken } from '#core/pseudonymise/pseudonym.ts';
import { type Named, namer } from '#core/pseudonymise/resolve.ts';
import type { Batch } from '#core/receive/batch.ts';
import { Tally } from './tally.ts';

/** An event on its way to a row. */
export interface Pending {
  readonly event: LearningEvent;
  readonly dialect: Dialect;
  readonly eventId: EventToken;
  /** ms since the epoch; the first receipt where the event tells no time. */
  readonly time: number;
  readonly received: number;
  /** null: nobody known. */
  readonly person: Named | null;
  readonly tally: Tally;
  readonly index: number;
}

/** An event that gives no row. */
interface Unplaced {
  readonly eventId: EventToken;
  readonly transformVersion: number;
}

export interface GroupReading {
  readonly pending: readonly Pending[];
  readonly tallies: readonly Tally[];
  readonly transformVersion: number;
  /** Lines rejected. */
  readonly rejected: number;
  /** Events that a line told of and that give no row; only where asked for. */
  readonly unplaced: readonly Unplaced[];
}

export interface ReadDeps {
  readonly keys: KeyRing;
  readonly registry: Registry;
}

/** Sources are created with the first key. */
const FIRST_KEY = 1;

/** The key version pinned for a source. */
export async function keyVersionOf(source: string, registry: Registry): Promise<number> {
  return (await registry.source(source))?.keyVersion ?? FIRST_KEY;
}

/** How long the first receipt time of an event without a time is remembered: longer than any sender keeps trying. */
const TIMELESS_MEMORY_MS = 30 * 86_400_000;

/** Which lines of a batch to read; a replay reads few. */
export type LineFilter = (batch: Batch, index: number) => boolean;

export interface ReadOptions {
  readonly wanted?: LineFilter;
  readonly tellUnplaced?: boolean;
}

/** Reads every line of a group, names events and persons by their tokens, and counts what gives no event. */
export async function readGroup(
  batches: readonly Batch[],
  keyVersion: number,
  { keys, registry }: ReadDeps,
  { wanted = () => true, tellUnplaced = false }: ReadOptions = {},
): Promise<GroupReading> {
  const source = batches[0]?.source ?? '';
  const eventKey = await keys.subkey('event', source, keyVersion);
  const name = namer(await keys.subkey('alias', source, keyVersion));
  const found: Pending[] = [];
  const timeless: number[] = [];
  const tallies: Tally[] = [];
  let transformVersion = 0;
  let rejected = 0;
  const unplaced: Unplaced[] = [];
  for (const batch of batches) {
    const tally = new Tally();
    tallies.push(tally);
    for (const [index, line] of batch.lines.entries()) {
      if (!wanted(batch, index)) continue;
      const { dialect, outcome } = normaliseLine(line, batch.dialect, batch.received, tally.unused, batch.rules);
      if (dialect !== null && dialect.transformVersion > transformVersion) transformVersion = dialect.transformVersion;
      if (tellUnplaced && outcome.kind !== 'event' && outcome.identity !== undefined) {
        const eventId = eventToken(eventKey, outcome.identity, batch.occurrences.get(index) ?? 0);
        unplaced.push({ eventId, transformVersion: dialect?.transformVersion ?? 0 });
      }
      if (outcome.kind === 'rejection') {
        tally.rejected(outcome.code, index);
        rejected++;
      } else if (outcome.kind === 'drop') tally.dropped(outcome.reason, index);
      else if (dialect !== null) {
        const { event } = outcome;
        if (event.time === null) timeless.push(found.length);
        found.push({
          event,
          dialect,
          eventId: eventToken(eventKey, event.identity, batch.occurrences.get(index) ?? 0),
          time: event.time ?? batch.received,
          received: batch.received,
          person: event.person === null ? null : name(event.person),
          tally,
          index,
        });
      }
    }
  }
  return { pending: await timed(found, timeless, registry), tallies, transformVersion, rejected, unplaced };
}

/** Gives events without a time the time at which they were first received, whichever copy that was. */
async function timed(found: readonly Pending[], timeless: readonly number[], registry: Registry): Promise<readonly Pending[]> {
  if (timeless.length === 0) return found;
  const claims = timeless.map((at) => found[at] as Pending).map(({ eventId, received }) => ({ eventId, received }));
  const latest = claims.reduce((max, claim) => Math.max(max, claim.received), 0);
  const first = await registry.firstReceived(claims, latest + TIMELESS_MEMORY_MS);
  const all = found.slice();
  for (const [i, at] of timeless.entries()) {
    const pending = found[at] as Pending;
    all[at] = { ...pending, time: first[i] ?? pending.received };
  }
  return all;
}
