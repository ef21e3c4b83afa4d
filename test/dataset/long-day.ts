// Run by memory.test.ts in a process of its own with a small heap: merges a few rows into a course-day of very many.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectoryStore } from '#adapters/embedded/directory-store.ts';
import { eventsKey } from '#core/dataset/layout.ts';
import { mergeCourseDay } from '#core/dataset/merge.ts';
import { openParquet } from '#core/dataset/parquet/read.ts';
import { parquetChunks } from '#core/dataset/parquet/write.ts';
import { type Table, tableOf } from '#core/dataset/table.ts';
import { memoryRegistry } from '../support/memory/registry.ts';
import { DAY, KEY, row, SLUG } from '../support/rows.ts';

const rows = Number(process.argv[2]);
const GROUP = 20_000;
const STAGED = 4_000;
const digits = (n: number) => String(n).padStart(10, '0');

function* day(): Generator<Table> {
  for (let at = 0; at < rows; at += GROUP) {
    yield tableOf(
      Array.from({ length: Math.min(GROUP, rows - at) }, (_, i) =>
        row(`e1${digits((at + i) * 2)}`, {
          time: at + i,
          session: `s1${digits(at + i)}` as never,
          page: `/courses/:x/${digits((at + i) % 5_000)}`,
        }),
      ),
    );
  }
}

const folder = await mkdtemp(join(tmpdir(), 'sillage-long-day-'));
const objects = new DirectoryStore(folder);
const registry = memoryRegistry();
const target = { slug: SLUG, day: DAY, courseKey: KEY };
try {
  await objects.put(eventsKey(target), parquetChunks(day(), { schema_version: '1', generation: '1' }));
  const step = Math.floor(rows / STAGED);
  const staged = Array.from({ length: STAGED }, (_, i) => row(`e1${digits(i * step * 2 + 1)}`, { time: i * step }));
  await mergeCourseDay({ ...target, staged }, { objects, registry, engine: { publish: async () => {} } });
  const merged = await objects.open(eventsKey(target));
  if (merged === null) throw new Error('the merged file is gone');
  process.stdout.write(String((await openParquet(merged)).rows));
  await merged.close();
} finally {
  registry.close();
  objects.close();
  await rm(folder, { recursive: true });
}
