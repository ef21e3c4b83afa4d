import type { ObjectStore } from '#core/ports/object-store.ts';
import type { QueryEngine } from '#core/ports/query-engine.ts';
import type { Registry } from '#core/ports/registry.ts';
import { Fault, type FaultCode, isChanged } from '../errors.ts';
import { type Row, SCHEMA_VERSION } from './columns.ts';
import { Fences } from './fences.ts';
import { type CourseDay, eventsKey, heldKey } from './layout.ts';
import { type MergePlan, planMerge } from './merge-plan.ts';
import { keep, keepable } from './parquet/keep.ts';
import { openParquet, type ParquetFile } from './parquet/read.ts';
import { parquetChunks } from './parquet/write.ts';
import { compareRows, type Table, TableBuilder } from './table.ts';
import type { Withdrawn } from './withdrawal.ts';

/** Rows in one row group of a merged file (docs/decisions/parquet-engine.md). */
export const ROW_GROUP = 20_000;
/** How often a merge starts over because another one was quicker. */
const ROUNDS = 20;
/** Faults of a file itself, which no repetition mends. */
const CLOSED: ReadonlySet<string> = new Set<FaultCode>(['data_version', 'parquet_unreadable']);

export interface MergeDeps {
  readonly objects: ObjectStore;
  readonly registry: Registry;
  readonly engine: Pick<QueryEngine, 'publish'>;
}

/** One course-day and what is to go into it. */
export interface MergeTarget extends CourseDay {
  readonly courseKey: string;
  readonly staged: readonly Row[];
  /** Event ids whose existing rows go. */
  readonly withdrawn?: Withdrawn;
}

export interface Merged {
  readonly written: boolean;
  /** Rows that entered or changed. */
  readonly entered: number;
  readonly withdrawn: number;
}

/**
 * Existing file + staged rows + fences -> one object, replaced by one conditional put. Fences are read after the inputs.
 * Whoever loses the put starts over; what changes nothing writes nothing; a file of a higher schema version is left alone.
 *
 * @throws Fault `merge_contended`, `data_version`
 */
export async function mergeCourseDay(target: MergeTarget, deps: MergeDeps): Promise<Merged> {
  return replace(eventsKey(target), target, deps, false);
}

/** The same for the held store, whose rows researchers never see: they obey every fence but the one that holds them. */
export async function mergeHeld(target: MergeTarget, deps: MergeDeps): Promise<Merged> {
  return replace(heldKey(target), target, deps, true);
}

async function replace(key: string, target: MergeTarget, deps: MergeDeps, inHeld: boolean): Promise<Merged> {
  for (let round = 0; round < ROUNDS; round++) {
    const object = await deps.objects.open(key);
    try {
      const existing = object === null ? null : await openParquet(object);
      if (newer(existing)) throw new Fault('data_version');
      const fences = new Fences(await deps.registry.fences(target.courseKey), inHeld);
      const plan = await planMerge(existing, target.staged, fences, target.withdrawn);
      // Restricted rows are in the held store before they leave events/: in between they stand in both, never in neither.
      if (plan.held.length > 0) await mergeHeld({ ...target, staged: plan.held, withdrawn: new Map() }, deps);
      if (!plan.changes) return { written: false, entered: 0, withdrawn: 0 };
      if (!inHeld) await deps.engine.publish({ slug: target.slug, month: target.day.slice(0, 7) });
      const kept = keptGroups(existing, plan);
      const put = await deps.objects.put(
        key,
        parquetChunks(mergedTables(existing, kept, plan, fences), metadataOf(existing), existing === null ? null : keep(existing, kept)),
        object === null ? { ifNoneMatch: true } : { ifMatch: object.etag },
      );
      if (put.ok) return { written: true, entered: plan.entering.length, withdrawn: plan.withdrawn };
    } catch (error) {
      // Where a store holds no version open, a quicker merge shows while this one reads.
      if (!isChanged(error)) throw error;
    } finally {
      await object?.close();
    }
  }
  throw new Fault('merge_contended');
}

/** What a merge came to; null: its file was written by a newer program, or cannot be read, which is no other file's concern. */
export async function unlessClosed(merging: Promise<Merged>): Promise<Merged | null> {
  try {
    return await merging;
  } catch (error) {
    if (error instanceof Fault && CLOSED.has(error.code)) return null;
    throw error;
  }
}

function newer(file: ParquetFile | null): boolean {
  return file !== null && Number(file.metadata['schema_version'] ?? '0') > SCHEMA_VERSION;
}

/** A generation raised at every rewrite, so that equal content never has an equal ETag. */
function metadataOf(existing: ParquetFile | null): Readonly<Record<string, string>> {
  const generation = Number(existing?.metadata['generation'] ?? '0') + 1;
  return { schema_version: String(SCHEMA_VERSION), generation: String(generation) };
}

/** How many of the existing file's first row groups need not be read: what enters lies behind them, as a day's newest events do. */
function keptGroups(existing: ParquetFile | null, { entering, untouched }: MergePlan): number {
  if (existing === null || existing.metadata['schema_version'] !== String(SCHEMA_VERSION)) return 0;
  return keepable(existing, ROW_GROUP, entering[0]?.time ?? Number.POSITIVE_INFINITY, untouched);
}

/**
 * The merged file's row groups behind those that are kept, in order: a two-way merge of the existing file, as it streams by, and the
 * entering rows.
 */
async function* mergedTables(existing: ParquetFile | null, kept: number, plan: MergePlan, fences: Fences): AsyncGenerator<Table> {
  const out = new TableBuilder();
  const { entering } = plan;
  let next = 0;
  for await (const table of existing?.tables(undefined, kept) ?? []) {
    const ids = table.columns.event_id as Row['event_id'][];
    const times = table.columns.time as number[];
    for (let i = 0; i < table.length; i++) {
      const here = { event_id: ids[i] as Row['event_id'], time: times[i] as number };
      for (let row = entering[next]; row !== undefined && compareRows(row, here) <= 0; row = entering[next]) {
        out.addRow(row);
        next++;
        if (out.length === ROW_GROUP) yield out.take();
      }
      if (plan.leaving.has(here.event_id)) continue;
      const verdict = fences.verdict((table.columns.learner[i] ?? null) as Row['learner'], false);
      if (verdict.kind !== 'keep') continue;
      out.addFrom(table, i, verdict.learner);
      if (out.length === ROW_GROUP) yield out.take();
    }
  }
  for (; next < entering.length; next++) {
    out.addRow(entering[next] as Row);
    if (out.length === ROW_GROUP) yield out.take();
  }
  if (out.length > 0) yield out.take();
}
