import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Row } from '#core/dataset/columns.ts';
import { eventsKey } from '#core/dataset/layout.ts';
import { mergeCourseDay, ROW_GROUP } from '#core/dataset/merge.ts';
import { keep } from '#core/dataset/parquet/keep.ts';
import { openParquet } from '#core/dataset/parquet/read.ts';
import { parquetBytes } from '#core/dataset/parquet/write.ts';
import { tableOf } from '#core/dataset/table.ts';
import type { ObjectStore, OpenObject } from '#core/ports/object-store.ts';
import type { LearnerToken } from '#core/pseudonymise/pseudonym.ts';
import { MemoryStore } from '../support/memory/object-store.ts';
import { memoryRegistry } from '../support/memory/registry.ts';
import { DAY, KEY, row, SLUG } from '../support/rows.ts';

const target = { slug: SLUG, day: DAY, courseKey: KEY };
const MIDNIGHT = Date.parse(DAY);
/** Two full row groups and a half. */
const ROWS = 2.5 * ROW_GROUP;

const nth = (n: number, changes: Partial<Row> = {}) =>
  row(`e1${String(n).padStart(8, '0')}`, {
    time: MIDNIGHT + n * 2,
    // A byte order mark and an accent in what becomes a statistic.
    page: `${n % 7 === 0 ? '\uFEFF' : ''}/é/${n % 100}`,
    duration_s: n % 3 === 0 ? -0 : n / 7,
    success: n % 2 === 0 ? true : null,
    ...changes,
  });
const day = Array.from({ length: ROWS }, (_, n) => nth(n));

let objects: MemoryStore;
let registry: ReturnType<typeof memoryRegistry>;
beforeEach(async () => {
  objects = new MemoryStore();
  registry = memoryRegistry();
  await objects.put(eventsKey(target), await file(day, 1));
});
afterEach(() => registry.close());

/** The file as it is when all of it is written anew. */
function file(rows: readonly Row[], generation: number): Promise<Uint8Array> {
  const groups = Array.from({ length: Math.ceil(rows.length / ROW_GROUP) }, (_, i) => rows.slice(i * ROW_GROUP, (i + 1) * ROW_GROUP));
  return parquetBytes(groups.map(tableOf), { schema_version: '1', generation: String(generation) });
}

/** Merges. @returns the merged file */
async function merge(...staged: Row[]): Promise<Uint8Array> {
  await mergeCourseDay({ ...target, staged }, { objects: objects as ObjectStore, registry, engine: { publish: async () => {} } });
  return (await objects.get(eventsKey(target)))?.body ?? new Uint8Array(0);
}

describe('row groups before what enters', () => {
  it.each([
    ['at the end', [nth(ROWS), nth(ROWS + 1)], 2],
    ['within the last row group', [nth(ROWS - 100, { event_id: 'e1x' as Row['event_id'], time: MIDNIGHT + ROWS * 2 - 201 })], 2],
    ['within the second', [nth(0, { event_id: 'e1y' as Row['event_id'], time: MIDNIGHT + ROW_GROUP * 2 + 301 })], 1],
    [
      'at the very time at which the second ends',
      [nth(0, { event_id: 'e0' as Row['event_id'], time: MIDNIGHT + (2 * ROW_GROUP - 1) * 2 })],
      1,
    ],
    ['before all', [nth(0, { event_id: 'e1z' as Row['event_id'], time: MIDNIGHT })], 0],
    ['in place of a row of the second', [nth(ROW_GROUP + 5, { transform_version: 2, action: 'paused' })], 1],
  ])('stay as they are: %s', async (_, staged, kept) => {
    const before = await openParquet((await objects.open(eventsKey(target))) as OpenObject);
    const ends = [0, 1, 2].map((count) => keep(before, count).end);
    const opened = objects.open.bind(objects);
    const ranges: [number, number][] = [];
    objects.open = async (key) => {
      const object = await opened(key);
      if (object === null) return null;
      const read = object.read.bind(object);
      object.read = async (start, end) => {
        ranges.push([start, end]);
        return read(start, end);
      };
      return object;
    };
    const merged = await merge(...staged);
    const entering = new Set(staged.map(({ event_id }) => event_id));
    const expected = [...day.filter(({ event_id }) => !entering.has(event_id)), ...staged].sort(
      (a, b) => a.time - b.time || (a.event_id < b.event_id ? -1 : 1),
    );
    expect(Buffer.from(merged).equals(Buffer.from(await file(expected, 2)))).toBe(true);
    // The kept groups are read in one piece, from behind the four bytes that begin every file.
    const copied = [1, 2].filter((count) => ranges.some(([start, end]) => start === 4 && end === ends[count]));
    expect(copied.includes(2)).toBe(kept === 2);
  });

  it('are written anew where a fence touches one of their rows', async () => {
    const gone = 'p1gggggggggggggggggggggggggg' as LearnerToken;
    const rows = day.map((one, n) => (n === 7 ? { ...one, learner: gone } : one));
    await objects.put(eventsKey(target), await file(rows, 1));
    const fences = async () => [{ courseKey: KEY, learner: gone, kind: 'erase' as const, at: 1, becomes: null }];
    const told = new Proxy(registry, { get: (real, name) => (name === 'fences' ? fences : Reflect.get(real, name, real)) });
    await mergeCourseDay({ ...target, staged: [nth(ROWS)] }, { objects, registry: told, engine: { publish: async () => {} } });
    const body = (await objects.get(eventsKey(target)))?.body ?? new Uint8Array(0);
    expect(Buffer.from(body).equals(Buffer.from(await file([...rows.filter((_, n) => n !== 7), nth(ROWS)], 2)))).toBe(true);
  });
});
