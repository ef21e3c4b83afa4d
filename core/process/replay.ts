import { dayOf, eventsKey } from '#core/dataset/layout.ts';
import { mergeCourseDay } from '#core/dataset/merge.ts';
import type { ShardDeps } from '#core/dataset/merge-shard.ts';
import type { RejectionCode } from '#core/normalise/rejection.ts';
import type { EventToken } from '#core/pseudonymise/pseudonym.ts';
import { Fault } from '../errors.ts';
import { readArchive } from './archive.ts';
import type { ProcessDeps } from './process.ts';
import { type PlacedRow, pseudonymiseGroup, tallyGroup } from './pseudonymise-group.ts';
import { keyVersionOf, type LineFilter, readGroup } from './read-group.ts';
import { type BatchCount, encodeReceipt, indexesOf, type Receipt } from './receipt.ts';
import { pairsOf, stage } from './stage.ts';
import { listReceipts, type StoredReceipt } from './totals.ts';

export interface ReplayOptions {
  /** Only groups in which a line was rejected with this code. */
  readonly code?: RejectionCode;
  /** Only what was first received on this day or later, YYYY-MM-DD. */
  readonly since?: string;
  /** Every line, not only those that gave no row; rows that a line no longer gives where it did are withdrawn. */
  readonly all?: boolean;
  /** Reads and counts, writes nothing. */
  readonly dryRun?: boolean;
}

export interface ReplayReport {
  readonly receipts: number;
  /** Lines read again. */
  readonly lines: number;
  /** Of these, lines that give a row now. */
  readonly rows: number;
  /** Groups whose raw events have expired: nothing can be read again. */
  readonly expired: number;
  /** Rows taken out of course-days to which their event no longer belongs. */
  readonly withdrawn: number;
}

export interface ReplayDeps extends ProcessDeps, ShardDeps {}

/**
 * Reads archived lines again, after a fix. It archives nothing and so restarts no expiry; rights that came meanwhile are obeyed
 * as for any event. Nothing may be waiting in staging: merge first, and merge again afterwards.
 */
export async function replay(
  options: ReplayOptions,
  deps: ReplayDeps,
  progress: (done: number, of: number) => void = () => {},
): Promise<ReplayReport> {
  const chosen = (await listReceipts(deps.objects, options.since)).filter(({ receipt }) => concerns(receipt, options));
  const report = { receipts: chosen.length, lines: 0, rows: 0, expired: 0, withdrawn: 0 };
  for (const [i, stored] of chosen.entries()) {
    const once = await replayGroup(stored, options, deps);
    if (once === null) report.expired++;
    else {
      report.lines += once.lines;
      report.rows += once.rows;
      report.withdrawn += once.withdrawn;
    }
    progress(i + 1, chosen.length);
  }
  return report;
}

function concerns(receipt: Receipt, { code, all }: ReplayOptions): boolean {
  if (code !== undefined) return receipt.batches.some(({ rejected }) => (rejected[code] ?? 0) > 0);
  return all === true || receipt.batches.some(({ without }) => without !== '');
}

interface GroupReplay {
  readonly lines: number;
  readonly rows: number;
  readonly withdrawn: number;
}

async function replayGroup({ key, etag, receipt }: StoredReceipt, options: ReplayOptions, deps: ReplayDeps): Promise<GroupReplay | null> {
  const batches = await readArchive(receipt.raw, deps.objects);
  if (batches === null) return null;
  const all = options.all === true;
  const wanted = all ? () => true : onlyWithout(receipt);
  const keyVersion = await keyVersionOf(receipt.source, deps.registry);
  const lines = batches.reduce((total, batch) => total + batch.lines.filter((_, index) => wanted(batch, index)).length, 0);
  const reading = await readGroup(batches, keyVersion, deps, { wanted, tellUnplaced: all });
  if (options.dryRun === true) return { lines, rows: reading.pending.length, withdrawn: 0 };

  const named = await pseudonymiseGroup(reading.pending, receipt.source, keyVersion, deps);
  tallyGroup(named);
  const staged = await stage(receipt.group, named.rows, deps.shards, deps.objects);
  const gone = [...reading.unplaced, ...named.withheld.map(({ eventId }) => eventId)];
  const withdrawn = all ? await withdraw(receipt, named.rows, gone, deps) : 0;
  const before = new Map(receipt.batches.map((batch) => [batch.id, batch]));
  const counts = batches.map((batch, i): BatchCount => {
    const count = (reading.tallies[i] as NonNullable<(typeof reading.tallies)[number]>).count(batch.id, batch.lines.length);
    const known = before.get(batch.id);
    if (all || known === undefined) return count;
    return { ...count, rows: count.rows + known.rows, others: count.others + known.others, keys: added(known.keys, count.keys) };
  });
  const pairs = pairsOf(named.rows);
  const next: Receipt = {
    ...receipt,
    processed: deps.clock.now(),
    transform_version: Math.max(receipt.transform_version, reading.transformVersion),
    batches: counts,
    pairs: all ? pairs : union(receipt.pairs, pairs),
    staged,
  };
  const put = await deps.objects.put(key, encodeReceipt(next), { ifMatch: etag });
  if (!put.ok) throw new Fault('object_changed');
  return { lines, rows: named.rows.length, withdrawn };
}

function onlyWithout(receipt: Receipt): LineFilter {
  const indexes = new Map(receipt.batches.map(({ id, without }) => [id, new Set(indexesOf(without))]));
  return (batch, index) => indexes.get(batch.id)?.has(index) ?? true;
}

/**
 * Takes each event's row out of every course-day of the old receipt but the one to which it belongs now.
 *
 * @param gone events that give no row any more
 * @returns rows taken out
 */
async function withdraw(receipt: Receipt, rows: readonly PlacedRow[], gone: readonly EventToken[], deps: ReplayDeps): Promise<number> {
  const courseKeys = new Map((await deps.registry.courses()).map(({ slug, courseKey }) => [slug, courseKey]));
  const home = rows.map(({ slug, row }) => [row.event_id, eventsKey({ slug, day: dayOf(row.time) })] as const);
  let taken = 0;
  for (const [slug, day] of receipt.pairs) {
    const courseKey = courseKeys.get(slug);
    if (courseKey === undefined) continue;
    const here = eventsKey({ slug, day });
    const withdrawn = new Set([...gone, ...home.filter(([, key]) => key !== here).map(([id]) => id)]);
    if (withdrawn.size > 0) taken += (await mergeCourseDay({ slug, day, courseKey, staged: [], withdrawn }, deps)).left;
  }
  return taken;
}

function added(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const total: Record<string, number> = { ...a };
  for (const [name, n] of Object.entries(b)) total[name] = (total[name] ?? 0) + n;
  return total;
}

function union(a: Receipt['pairs'], b: Receipt['pairs']): Receipt['pairs'] {
  const all = new Map([...a, ...b].map((pair) => [pair.join('/'), pair]));
  return [...all].sort(([x], [y]) => (x < y ? -1 : 1)).map(([, pair]) => pair);
}
