// Run by memory.test.ts in a process of its own with a small heap: merges a few rows into course-days of very many, all of them at once.
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
const courseDays = Number(process.argv[3]);
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
const targets = Array.from({ length: courseDays }, (_, i) => ({ slug: SLUG, day: `${DAY.slice(0, -2)}${10 + i}`, courseKey: KEY }));
const merge = async (target: (typeof targets)[number]): Promise<number> => {
  const step = Math.floor(rows / STAGED);
  const staged = Array.from({ length: STAGED }, (_, i) => row(`e1${digits(i * step * 2 + 1)}`, { time: i * step }));
  await mergeCourseDay({ ...target, staged }, { objects, registry, engine: { publish: async () => {} } });
  const merged = await objects.open(eventsKey(target));
  if (merged === null) throw new Error('the merged file is gone');
  const { rows: total } = await openParquet(merged);
  await merged.close();
  return total;
};
try {
  for (const target of targets) await objects.put(eventsKey(target), parquetChunks(day(), { schema_version: '1', generation: '1' }));
  const totals = await Promise.all(targets.map(merge));
  process.stdout.write(JSON.stringify({ totals, rssMb: Math.round(process.resourceUsage().maxRSS / 1024) }));
} finally {
  registry.close();
  objects.close();
  await rm(folder, { recursive: true });
}
