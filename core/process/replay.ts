import type { RejectionCode } from '#core/normalise/rejection.ts';
import { Fault } from '../errors.ts';
import { readArchive } from './archive.ts';
import type { ProcessDeps } from './process.ts';
import { pseudonymiseGroup, tallyGroup } from './pseudonymise-group.ts';
import { keyVersionOf, type LineFilter, readGroup } from './read-group.ts';
import { type BatchCount, encodeReceipt, indexesOf, type Receipt } from './receipt.ts';
import { pairsOf, stage } from './stage.ts';
import { readReceipt, receiptKeys, type StoredReceipt } from './totals.ts';
import { stageWithdrawals } from './withdraw.ts';

export interface ReplayOptions {
  /** Only groups in which a line was rejected with this code. */
  readonly code?: RejectionCode;
  /** Only what was first received on this day or later, YYYY-MM-DD. */
  readonly since?: string;
  /** Every line, not only those that gave no row; rows that a line no longer gives where it did are withdrawn. */
  readonly all?: boolean;
  /** Reads and counts, writes nothing. */
  readonly dryRun?: boolean;
  /** Only receipts after this key: where an earlier run left off. */
  readonly after?: string;
  /** ms since the epoch: no new receipt is begun after it. */
  readonly until?: number;
}

export interface ReplayReport {
  readonly receipts: number;
  /** Lines read again. */
  readonly lines: number;
  /** Of these, lines that give a row now. */
  readonly rows: number;
  /** Groups whose raw events have expired: nothing can be read again. */
  readonly expired: number;
  /** Where to go on (`after`), because the time limit came first; null: all is read. */
  readonly next: string | null;
}

/**
 * Reads archived lines again, after a fix, receipt by receipt in the order of their keys. It archives nothing and so restarts no
 * expiry; rights that came meanwhile are obeyed as for any event. It writes no merged file: rows and withdrawals are staged.
 * Merge before it, so that no old row still waits in staging, and after it.
 */
export async function replay(
  options: ReplayOptions,
  deps: ProcessDeps,
  progress: (done: number, of: number) => void = () => {},
): Promise<ReplayReport> {
  const keys = (await receiptKeys(deps.objects, options.since)).filter((key) => key > (options.after ?? ''));
  const total = { receipts: 0, lines: 0, rows: 0, expired: 0 };
  for (const [i, key] of keys.entries()) {
    if (deps.clock.now() >= (options.until ?? Infinity)) return { ...total, next: keys[i - 1] ?? options.after ?? '' };
    const stored = await readReceipt(key, deps.objects);
    if (stored !== null && concerns(stored.receipt, options)) {
      total.receipts++;
      const once = await replayGroup(stored, options, deps);
      if (once === null) total.expired++;
      total.lines += once?.lines ?? 0;
      total.rows += once?.rows ?? 0;
    }
    progress(i + 1, keys.length);
  }
  return { ...total, next: null };
}

function concerns(receipt: Receipt, { code, all }: ReplayOptions): boolean {
  if (code !== undefined) return receipt.batches.some(({ rejected }) => (rejected[code] ?? 0) > 0);
  return all === true || receipt.batches.some(({ without }) => without !== '');
}

interface GroupReplay {
  readonly lines: number;
  readonly rows: number;
}

async function replayGroup({ key, etag, receipt }: StoredReceipt, options: ReplayOptions, deps: ProcessDeps): Promise<GroupReplay | null> {
  const batches = await readArchive(receipt.raw, deps.objects);
  if (batches === null) return null;
  const all = options.all === true;
  const wanted = all ? () => true : onlyWithout(receipt);
  const keyVersion = await keyVersionOf(receipt.source, deps.registry);
  const lines = batches.reduce((total, batch) => total + batch.lines.filter((_, index) => wanted(batch, index)).length, 0);
  const reading = await readGroup(batches, keyVersion, deps, { wanted, tellUnplaced: all });
  if (options.dryRun === true) return { lines, rows: reading.pending.length };

  const named = await pseudonymiseGroup(reading.pending, receipt.source, keyVersion, deps);
  tallyGroup(named);
  const staged = await stage(receipt.group, named.rows, deps.shards, deps.objects);
  if (all) await stageWithdrawals(receipt, { ...reading, ...named }, deps);
  const before = new Map(receipt.batches.map((batch) => [batch.id, batch]));
  const counts = batches.map((batch, i): BatchCount => {
    const count = (reading.tallies[i] as NonNullable<(typeof reading.tallies)[number]>).count(batch.id, batch.lines.length);
    const known = before.get(batch.id);
    if (all || known === undefined) return count;
    const unplaced = added(known.unplaced ?? {}, count.unplaced ?? {});
    return {
      ...count,
      rows: count.rows + known.rows,
      others: count.others + known.others,
      keys: added(known.keys, count.keys),
      ...(Object.keys(unplaced).length > 0 && { unplaced }),
    };
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
  return { lines, rows: named.rows.length };
}

function onlyWithout(receipt: Receipt): LineFilter {
  const indexes = new Map(receipt.batches.map(({ id, without }) => [id, new Set(indexesOf(without))]));
  return (batch, index) => indexes.get(batch.id)?.has(index) ?? true;
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
