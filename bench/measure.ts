import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline as flow } from 'node:stream/promises';
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
import type { Sample } from './events.ts';
import { type Floor, floor } from './floor.ts';

/** µs an event in each stage of the embedded edition, on real files; and its floor, measured at once, so that a slower moment hits both. */
export interface Run {
  readonly receive: number;
  readonly process: number;
  readonly merge: number;
  readonly total: number;
  readonly rows: number;
  readonly bytesPerRow: number;
  readonly floor: Floor;
}

/** Takes a sample in as one bulk file, processes and merges it in a new data folder. Memory does not grow with `events`; the disk does. */
export async function run({ lines, file = lines }: Sample, events: number): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'sillage-bench-'));
  const objects = new DirectoryStore(folder);
  const registry = new SqliteRegistry(join(folder, 'registry.sqlite'));
  try {
    const source = {
      id: 'campus',
      platform: 'openedx',
      policy: 'lenient',
      secrets: [{ hash: '0'.repeat(64), since: 0, scopes: ['events', 'courses'] }],
      keyVersion: 1,
      createdAt: 0,
      revokedAt: null,
      jwksUrl: null,
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
    const sent = join(folder, 'sent');
    await flow(Readable.from(chunked(file(events, 1))), createWriteStream(sent));
    const marks = [performance.now()];
    await ingestFile(createReadStream(sent), { source, dialect: null }, pipeline);
    marks.push(performance.now());
    while ((await processNext(pipeline)) !== null);
    marks.push(performance.now());
    await mergeAll(pipeline);
    marks.push(performance.now());
    const [a = 0, b = 0, c = 0, d = 0] = marks;
    const us = (ms: number) => (ms * 1000) / events;
    const { rows, bytes } = await merged(objects);
    return {
      ...{ receive: us(b - a), process: us(c - b), merge: us(d - c), total: us(d - a) },
      ...{ rows, bytesPerRow: rows === 0 ? 0 : bytes / rows },
      floor: await floor(lines(events, 1), events, tables(objects)),
    };
  } finally {
    registry.close();
    objects.close();
    await rm(folder, { recursive: true });
  }
}

/** Lines, some hundreds at a time. */
function* chunked(lines: Iterable<string>): Generator<string> {
  let text = '';
  for (const line of lines) {
    text += `${line}\n`;
    if (text.length < 262_144) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

async function merged(objects: DirectoryStore): Promise<{ readonly rows: number; readonly bytes: number }> {
  let [rows, bytes] = [0, 0];
  for await (const table of tables(objects)) rows += table.length;
  for await (const { size } of objects.list('events/')) bytes += size;
  return { rows, bytes };
}

/** The merged rows, to write again as the floor does. */
async function* tables(objects: DirectoryStore): AsyncGenerator<Table> {
  for await (const { key } of objects.list('events/')) {
    const object = await objects.open(key);
    if (object === null) continue;
    yield* (await openParquet(object)).tables();
    await object.close();
  }
}
