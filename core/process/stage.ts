import { hash } from 'node:crypto';
import { concurrently } from '#core/concurrently.ts';
import { SCHEMA_VERSION } from '#core/dataset/columns.ts';
import { dayOf, type ShardCount, shardOf, stagingKey } from '#core/dataset/layout.ts';
import { parquetBytes } from '#core/dataset/parquet/write.ts';
import { compareRows, tableOf } from '#core/dataset/table.ts';
import type { ObjectStore } from '#core/ports/object-store.ts';
import type { PlacedRow } from './pseudonymise-group.ts';

const DIGEST_CHARACTERS = 16;
/** Files under way at once: enough that a group waits for its store once, few enough for memory. */
export const STAGED_AT_ONCE = 8;

/**
 * Writes at most one staged file a shard, sorted by (course, day, time). The name holds the content's digest and is
 * written once: a group that comes again stages nothing new, and one that comes otherwise overwrites nothing. The files know
 * nothing of each other: in which order they appear, and which of them a crash leaves out, does not matter.
 *
 * @returns the keys
 */
export async function stage(
  group: string,
  rows: readonly PlacedRow[],
  shards: ShardCount,
  objects: ObjectStore,
): Promise<readonly string[]> {
  const byShard = Map.groupBy(rows, ({ slug }) => shardOf(slug, shards));
  return concurrently(STAGED_AT_ONCE, byShard, async ([shard, placed]) => {
    const sorted = placed.toSorted(comparePlaced).map(({ row }) => row);
    const body = await parquetBytes([tableOf(sorted)], { schema_version: String(SCHEMA_VERSION) });
    const key = stagingKey(shard, group, hash('sha256', body, 'hex').slice(0, DIGEST_CHARACTERS));
    await objects.put(key, body, { ifNoneMatch: true });
    return key;
  });
}

function comparePlaced(a: PlacedRow, b: PlacedRow): number {
  if (a.slug !== b.slug) return a.slug < b.slug ? -1 : 1;
  return compareRows(a.row, b.row);
}

/** The course-days in which the rows lie, sorted. */
export function pairsOf(rows: readonly PlacedRow[]): readonly (readonly [string, string])[] {
  const pairs = new Map<string, readonly [string, string]>();
  for (const { slug, row } of rows) {
    const day = dayOf(row.time);
    const name = `${slug}/${day}`;
    if (!pairs.has(name)) pairs.set(name, [slug, day]);
  }
  return [...pairs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
}
