import { readdirSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OpenFile } from '#adapters/embedded/open-file.ts';
import { ROW_GROUP } from '#core/dataset/merge.ts';
import { openParquet } from '#core/dataset/parquet/read.ts';

const LOOK_MS = 100;

/** What researchers see in a data folder, read from its merged files alone. */
export class Merged {
  readonly #folder: string;
  /** By file: the version last read, and how many rows it had. */
  readonly #read = new Map<string, { readonly version: string; readonly rows: number }>();

  /** @param data data folder */
  constructor(data: string) {
    this.#folder = join(data, 'events');
  }

  async rows(): Promise<number> {
    let rows = 0;
    for (const file of this.#files()) rows += await this.#open(file, async (parquet) => parquet.rows);
    return rows;
  }

  /** Marks that have come into files that changed since this was last asked. @param marked what begins the object ids to look for */
  async news(marked: string): Promise<readonly string[]> {
    const found: string[] = [];
    for (const file of this.#files()) {
      const { ino, mtimeMs } = statSync(file);
      const version = `${ino}-${mtimeMs}`;
      const before = this.#read.get(file);
      if (before?.version === version) continue;
      await this.#open(file, async (parquet) => {
        // New rows are the newest: they stand behind what was there, or in its last row groups.
        const from = Math.max(0, Math.floor((before?.rows ?? parquet.rows - ROW_GROUP) / ROW_GROUP) - 1);
        for await (const { columns } of parquet.tables(['object_id'], from)) {
          for (const id of columns.object_id) if (typeof id === 'string' && id.startsWith(marked)) found.push(id);
        }
        this.#read.set(file, { version, rows: parquet.rows });
      });
    }
    return found;
  }

  #files(): readonly string[] {
    const names = readdirSync(this.#folder, { recursive: true, encoding: 'utf8' });
    return names.filter((name) => name.endsWith('.parquet')).map((name) => join(this.#folder, name));
  }

  async #open<T>(path: string, use: (parquet: Awaited<ReturnType<typeof openParquet>>) => Promise<T>): Promise<T> {
    const handle = await open(path, 'r');
    const file = new OpenFile(handle, await handle.stat({ bigint: true }));
    try {
      return await use(await openParquet(file));
    } finally {
      await file.close();
    }
  }
}

/** Waits until nothing waits any more, neither to be processed nor to be merged. @returns s that it took */
export async function drained(data: string, patienceSeconds: number): Promise<number> {
  const started = performance.now();
  const waiting = (): number => readdirSync(join(data, 'intake/waiting')).length + stagedIn(data);
  while (waiting() > 0) {
    if (performance.now() - started > patienceSeconds * 1000) throw new Error(`${waiting()} files wait still.`);
    await sleep(LOOK_MS);
  }
  return (performance.now() - started) / 1000;
}

function stagedIn(data: string): number {
  return readdirSync(join(data, 'staging'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.parquet')).length;
}
