import { hash } from 'node:crypto';
import { SCHEMA_VERSION } from '#core/dataset/columns.ts';
import { dayOf, receiptKey, type ShardCount } from '#core/dataset/layout.ts';
import type { ObjectStore } from '#core/ports/object-store.ts';
import type { Batch } from '#core/receive/batch.ts';
import { trulyNamed } from '#core/receive/provisional.ts';
import { archive } from './archive.ts';
import { type PseudonymiseDeps, pseudonymiseGroup, tallyGroup } from './pseudonymise-group.ts';
import { type GroupReading, keyVersionOf, readGroup } from './read-group.ts';
import { decodeReceipt, encodeReceipt, type Receipt } from './receipt.ts';
import { pairsOf, stage } from './stage.ts';

export interface ProcessDeps extends PseudonymiseDeps {
  readonly objects: ObjectStore;
  readonly shards: ShardCount;
}

const GROUP_CHARACTERS = 26;

/**
 * Processes a group of batches: normalise, archive raw, resolve, pseudonymise, stage, receipt, in this order, so that a crash
 * anywhere leaves nothing that a second run does not complete. Any batch may come twice, in any grouping.
 *
 * @returns one receipt for each source and day of receipt in the group
 */
export async function processBatches(batches: readonly Batch[], deps: ProcessDeps): Promise<readonly Receipt[]> {
  const receipts: Receipt[] = [];
  for (const part of parts(await trulyNamed(batches, deps.keys, deps.registry))) receipts.push(await processPart(part, deps));
  return receipts;
}

async function processPart(batches: readonly Batch[], deps: ProcessDeps): Promise<Receipt> {
  const group = groupId(batches);
  const source = batches[0]?.source ?? '';
  const received = batches.reduce((first, batch) => Math.min(first, batch.received), Infinity);
  const day = dayOf(received);
  const done = await deps.objects.get(receiptKey(day, group));
  const known = done === null ? null : decodeReceipt(done.body);

  const keyVersion = await keyVersionOf(source, deps.registry);
  const reading = await readGroup(batches, keyVersion, deps);
  if (known !== null && settled(known, reading)) return known;

  const raw = await archive(group, day, batches, deps.objects);
  const named = await pseudonymiseGroup(reading.pending, source, keyVersion, deps);
  tallyGroup(named);
  const staged = await stage(group, named.rows, deps.shards, deps.objects);
  const receipt: Receipt = {
    v: 1,
    group,
    source,
    received,
    processed: deps.clock.now(),
    transform_version: reading.transformVersion,
    schema_version: SCHEMA_VERSION,
    batches: counts(batches, reading),
    alias_conflicts: named.conflicts,
    pairs: pairsOf(named.rows),
    raw,
    staged,
  };
  await deps.objects.put(receiptKey(day, group), encodeReceipt(receipt), done === null ? { ifNoneMatch: true } : { ifMatch: done.etag });
  return receipt;
}

/**
 * Whether doing it again could give more: with a newer dialect, or where lines were rejected, since what was too far in the future
 * then may be the past by now.
 */
function settled(known: Receipt, reading: GroupReading): boolean {
  if (known.transform_version < reading.transformVersion) return false;
  const rejected = (total: number, counts: readonly number[]) => counts.reduce((sum, n) => sum + n, total);
  const before = known.batches.reduce((total, batch) => rejected(total, Object.values(batch.rejected)), 0);
  return before === 0 || before <= reading.rejected;
}

function counts(batches: readonly Batch[], { tallies }: GroupReading): Receipt['batches'] {
  return batches.map((batch, i) => {
    const tally = tallies[i];
    if (tally === undefined) throw new RangeError('Every batch has a tally.');
    return tally.count(batch.id, batch.lines.length);
  });
}

/** One part for each source and day of receipt: so is raw stored, and so it expires. A batch that was handed over twice is one. */
function parts(batches: readonly Batch[]): readonly (readonly Batch[])[] {
  const once = new Map<string, Batch>();
  for (const batch of batches) {
    const other = once.get(batch.id);
    if (other === undefined || batch.received < other.received) once.set(batch.id, batch);
  }
  return [...Map.groupBy(once.values(), ({ source, received }) => `${source}/${dayOf(received)}`).values()];
}

/** The same batches together are the same group, in whatever order they come. */
function groupId(batches: readonly Batch[]): string {
  const ids = batches.map(({ id }) => id).sort();
  return `g${hash('sha256', ids.join('\n'), 'hex').slice(0, GROUP_CHARACTERS)}`;
}
