import type { ObjectStore } from '#core/ports/object-store.ts';
import { type BatchCount, decodeReceipt, type Receipt } from './receipt.ts';

type Counts = Record<string, number>;

/** lines = rows + rejected + dropped, of one source or of all. */
export interface SourceSummary {
  readonly batches: number;
  readonly lines: number;
  readonly rows: number;
  readonly rejected: Readonly<Counts>;
  readonly dropped: Readonly<Counts>;
  /** Latest first receipt, ms since the epoch. */
  readonly lastReceived: number;
}

export interface Summary extends SourceSummary {
  /** Dropped keys by path. */
  readonly keys: Readonly<Counts>;
  /** Rows whose action has no place yet. */
  readonly others: number;
  /** Those of them whose type has a public name, by that name. */
  readonly unplaced: Readonly<Counts>;
  readonly aliasConflicts: number;
  readonly sources: Readonly<Record<string, SourceSummary>>;
}

/** Every receipt, from a day of receipt on (YYYY-MM-DD). */
export async function* readReceipts(objects: ObjectStore, since = ''): AsyncGenerator<Receipt> {
  for (const key of await receiptKeys(objects, since)) {
    const stored = await readReceipt(key, objects);
    if (stored !== null) yield stored.receipt;
  }
}

export interface StoredReceipt {
  readonly key: string;
  readonly etag: string;
  readonly receipt: Receipt;
}

/** In ascending order, and so by day of receipt. */
export async function receiptKeys(objects: ObjectStore, since = ''): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { key } of objects.list('receipts/day=')) if (key.slice('receipts/day='.length) >= since) keys.push(key);
  return keys;
}

/** null: it has expired meanwhile. */
export async function readReceipt(key: string, objects: ObjectStore): Promise<StoredReceipt | null> {
  const stored = await objects.get(key);
  return stored === null ? null : { key, etag: stored.etag, receipt: decodeReceipt(stored.body) };
}

/**
 * Adds receipts up, each batch once: where a batch was processed in two groups, the one of the highest transform version, then the latest.
 *
 * @param times only these batches, each so many times: what one run took in, where equal files are one batch but were sent twice
 */
export async function summarise(
  receipts: AsyncIterable<Receipt> | Iterable<Receipt>,
  times: ReadonlyMap<string, number> | null = null,
): Promise<Summary> {
  const latest = new Map<string, { readonly batch: BatchCount; readonly receipt: Receipt }>();
  for await (const receipt of receipts) {
    for (const batch of receipt.batches) {
      if (times !== null && !times.has(batch.id)) continue;
      const known = latest.get(batch.id)?.receipt;
      if (known !== undefined && !supersedes(receipt, known)) continue;
      latest.set(batch.id, { batch, receipt });
    }
  }
  const total = new Adder();
  const bySource = new Map<string, Adder>();
  for (const { batch, receipt } of latest.values()) {
    const source = bySource.get(receipt.source) ?? new Adder();
    bySource.set(receipt.source, source);
    for (const adder of [total, source]) adder.add(batch, receipt.received, times?.get(batch.id) ?? 1);
  }
  const keys: Counts = Object.create(null) as Counts;
  const unplaced: Counts = Object.create(null) as Counts;
  let others = 0;
  for (const { batch } of latest.values()) {
    add(keys, batch.keys, times?.get(batch.id));
    add(unplaced, batch.unplaced ?? {}, times?.get(batch.id));
    others += batch.others * (times?.get(batch.id) ?? 1);
  }
  // Conflicts are a group's: each receipt that still counts is asked once.
  const receiptsThatCount = new Set([...latest.values()].map(({ receipt }) => receipt));
  const aliasConflicts = [...receiptsThatCount].reduce((sum, receipt) => sum + receipt.alias_conflicts, 0);
  // A source may be called "constructor".
  const sources = Object.create(null) as Record<string, SourceSummary>;
  for (const [name, adder] of [...bySource].sort(([a], [b]) => (a < b ? -1 : 1))) sources[name] = adder.sum();
  return { ...total.sum(), keys, others, unplaced, aliasConflicts, sources };
}

function supersedes(receipt: Receipt, known: Receipt): boolean {
  return (
    receipt.transform_version - known.transform_version > 0 ||
    (receipt.transform_version === known.transform_version && receipt.processed > known.processed)
  );
}

class Adder {
  #batches = 0;
  #lines = 0;
  #rows = 0;
  #lastReceived = 0;
  readonly #rejected: Counts = {};
  readonly #dropped: Counts = {};

  add(batch: BatchCount, received: number, times: number): void {
    this.#batches += times;
    this.#lines += times * batch.lines;
    this.#rows += times * batch.rows;
    this.#lastReceived = Math.max(this.#lastReceived, received);
    add(this.#rejected, batch.rejected, times);
    add(this.#dropped, batch.dropped, times);
  }

  sum(): SourceSummary {
    return {
      batches: this.#batches,
      lines: this.#lines,
      rows: this.#rows,
      rejected: this.#rejected,
      dropped: this.#dropped,
      lastReceived: this.#lastReceived,
    };
  }
}

function add(into: Counts, counts: Readonly<Partial<Record<string, number>>>, times = 1): void {
  for (const [name, n] of Object.entries(counts)) into[name] = (into[name] ?? 0) + times * (n ?? 0);
}
