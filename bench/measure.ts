import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectoryStore } from '#adapters/embedded/directory-store.ts';
import { KeyFile } from '#adapters/embedded/key-file.ts';
import { SpoolIntake } from '#adapters/embedded/spool-intake.ts';
import { SqliteRegistry } from '#adapters/embedded/sqlite-registry.ts';
import { systemClock, systemRandom } from '#adapters/system.ts';
import { openParquet } from '#core/dataset/parquet/read.ts';
import type { Table } from '#core/dataset/table.ts';
import { mergeAll, type Pipeline, processNext } from '#core/pipeline.ts';
import { KeyRing } from '#core/pseudonymise/keys.ts';
import { ingestFile } from '#core/receive/bulk.ts';

/** µs an event in each stage of the embedded edition, on real files. */
export interface Run {
  readonly receive: number;
  readonly process: number;
  readonly merge: number;
  readonly total: number;
  readonly rows: number;
  readonly bytesPerRow: number;
  /** The merged rows, to write again as the floor does. */
  readonly ready: readonly Table[];
}

/** Takes the lines in as one bulk file, processes and merges them in a new data folder. */
export async function run(lines: readonly string[]): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'sillage-bench-'));
  const objects = new DirectoryStore(folder);
  const registry = new SqliteRegistry(join(folder, 'registry.sqlite'));
  try {
    const source = {
      id: 'campus',
      platform: 'openedx',
      policy: 'lenient',
      secrets: [{ hash: '0'.repeat(64), since: 0 }],
      keyVersion: 1,
      createdAt: 0,
      revokedAt: null,
    } as const;
    await registry.addSource(source);
    const vault = await KeyFile.openOrCreate(join(folder, 'keys'), systemRandom, { mayCreate: true });
    const pipeline: Pipeline = {
      objects,
      registry,
      intake: new SpoolIntake(join(folder, 'intake')),
      keys: new KeyRing(vault, systemClock),
      clock: systemClock,
      random: systemRandom,
      engine: { publish: async () => {} },
      log: { info: () => {}, error: () => {} },
      shards: 1,
    };
    const file = Buffer.from(`${lines.join('\n')}\n`);
    const marks = [performance.now()];
    await ingestFile(chunked(file), { source, dialect: null }, pipeline);
    marks.push(performance.now());
    while ((await processNext(pipeline)) !== null);
    marks.push(performance.now());
    await mergeAll(pipeline);
    marks.push(performance.now());
    const [a = 0, b = 0, c = 0, d = 0] = marks;
    const us = (ms: number) => (ms * 1000) / lines.length;
    const merged = await readBack(objects);
    return { receive: us(b - a), process: us(c - b), merge: us(d - c), total: us(d - a), ...merged };
  } finally {
    registry.close();
    objects.close();
    await rm(folder, { recursive: true });
  }
}

async function* chunked(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

async function readBack(objects: DirectoryStore): Promise<Pick<Run, 'rows' | 'bytesPerRow' | 'ready'>> {
  const ready: Table[] = [];
  let rows = 0;
  let bytes = 0;
  for await (const { key, size } of objects.list('events/')) {
    const object = await objects.open(key);
    if (object === null) continue;
    for await (const table of (await openParquet(object)).tables()) {
      ready.push(table);
      rows += table.length;
    }
    bytes += size;
    await object.close();
  }
  return { rows, bytesPerRow: rows === 0 ? 0 : bytes / rows, ready };
}
