import type { Row } from './columns.ts';
import type { Fences } from './fences.ts';
import type { ParquetFile } from './parquet/read.ts';
import { compareRows, rowAt } from './table.ts';
import { bytesOf, rank, winner } from './winner.ts';
import type { Withdrawn } from './withdrawal.ts';

/** What one merge of one course-day will do, before anything is written. */
export interface MergePlan {
  /** Staged rows that enter the file, in its order. */
  readonly entering: readonly Row[];
  /** Event ids whose row in the existing file gives way. */
  readonly leaving: ReadonlySet<string>;
  /** Rows that go to the held store instead, from either side. */
  readonly held: readonly Row[];
  /** Existing rows that a fence removes, holds or relabels. */
  readonly fenced: number;
  /** Existing rows that a withdrawal takes out. */
  readonly withdrawn: number;
  /** The existing file's first row groups in which no row leaves or changes. */
  readonly untouched: number;
  /** False: the file is already as it should be, and nothing is written. */
  readonly changes: boolean;
}

/** The key columns of the first pass; where nothing is fenced or withdrawn, most row groups need only the first. */
const KEYS = ['event_id', 'learner', 'transform_version', 'received_on'] as const;
const IDS = ['event_id'] as const;

/**
 * Plans existing + staged + fences -> one winner per event id. The existing file is read once, by its key columns,
 * one row group at a time; only where ranks tie are whole row groups read, to compare bytes.
 * Memory: the staged rows and one row group, however large the day.
 *
 * @param withdrawn event ids whose existing rows of a lower transform version go without another taking their place
 */
export async function planMerge(
  existing: ParquetFile | null,
  staged: readonly Row[],
  fences: Fences,
  withdrawn: Withdrawn = new Map(),
): Promise<MergePlan> {
  const { fresh, held } = settle(staged, fences);
  const leaving = new Set<string>();
  let fenced = 0;
  let taken = 0;
  let group = 0;
  let untouched = 0;
  const plain = fences.none && withdrawn.size === 0;
  for await (const read of existing?.tables(plain ? IDS : KEYS) ?? []) {
    const ids = read.columns.event_id as Row['event_id'][];
    const keys = plain && ids.some((id) => fresh.has(id)) ? await (existing as ParquetFile).table(group) : read;
    const before = leaving.size + fenced;
    const ties: number[] = [];
    const holding: number[] = [];
    for (let i = 0; i < keys.length; i++) {
      const id = ids[i] as Row['event_id'];
      const below = withdrawn.get(id);
      if (below !== undefined && (keys.columns.transform_version[i] as number) < below) {
        leaving.add(id);
        taken++;
      }
      if (!fences.none) {
        const learner = (keys.columns.learner[i] ?? null) as Row['learner'];
        const verdict = fences.verdict(learner, false);
        if (verdict.kind !== 'keep' || verdict.learner !== learner) fenced++;
        if (verdict.kind === 'hold') holding.push(i);
      }
      const rival = fresh.get(id);
      if (rival === undefined) continue;
      const old = {
        transform_version: keys.columns.transform_version[i] as number,
        received_on: keys.columns.received_on[i] as number,
      };
      const order = rank(old, rival);
      if (order < 0) fresh.delete(id);
      else if (order > 0) leaving.add(id);
      else ties.push(i);
    }
    if (ties.length > 0 || holding.length > 0) {
      const whole = await (existing as ParquetFile).table(group);
      for (const i of ties) settleTie(relabelled(rowAt(whole, i), fences), fresh, leaving);
      for (const i of holding) held.push(relabelled(rowAt(whole, i), fences));
    }
    if (untouched === group && leaving.size + fenced === before) untouched++;
    group++;
  }
  const entering = [...fresh.values()].sort(compareRows);
  return { entering, leaving, held, fenced, untouched, withdrawn: taken, changes: entering.length > 0 || leaving.size > 0 || fenced > 0 };
}

/** Staged rows after the fences, one per event id. */
function settle(staged: readonly Row[], fences: Fences): { readonly fresh: Map<string, Row>; readonly held: Row[] } {
  const fresh = new Map<string, Row>();
  const held: Row[] = [];
  for (const row of staged) {
    const verdict = fences.verdict(row.learner, true);
    if (verdict.kind === 'remove') continue;
    const named = verdict.learner === row.learner ? row : { ...row, learner: verdict.learner };
    if (verdict.kind === 'hold') {
      held.push(named);
      continue;
    }
    const rival = fresh.get(row.event_id);
    fresh.set(row.event_id, rival === undefined ? named : winner(rival, named));
  }
  return { fresh, held };
}

function relabelled(row: Row, fences: Fences): Row {
  const verdict = fences.verdict(row.learner, false);
  return verdict.kind === 'remove' ? row : { ...row, learner: verdict.learner };
}

/** Equal ranks: the smaller bytes stay; equal bytes are the same row come twice. */
function settleTie(old: Row, fresh: Map<string, Row>, leaving: Set<string>): void {
  const rival = fresh.get(old.event_id);
  if (rival === undefined) return;
  if (bytesOf(rival) < bytesOf(old)) leaving.add(old.event_id);
  else fresh.delete(old.event_id);
}
