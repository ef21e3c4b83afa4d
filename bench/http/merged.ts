import { readdirSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OpenFile } from '#adapters/embedded/open-file.ts';
import { openParquet, type ParquetFile } from '#core/dataset/parquet/read.ts';

const LOOK_MS = 100;

/** What researchers see in a data folder, read from its merged files alone. */
export class Merged {
  readonly #folder: string;
  /** By file: the version last read. */
  readonly #read = new Map<string, string>();

  /** @param data data folder */
  constructor(data: string) {
    this.#folder = join(data, 'events');
  }

  async rows(): Promise<number> {
    let rows = 0;
    for (const file of this.#files()) rows += await this.#open(file, async (parquet) => parquet.rows);
    return rows;
  }

  /**
   * Marks in files that changed since this was last asked.
   *
   * @param marked what begins the object ids to look for
   * @param since ms since the epoch: no event that is looked for is older
   */
  async news(marked: string, since: number): Promise<readonly string[]> {
    const found: string[] = [];
    for (const file of this.#files()) {
      const { ino, mtimeMs } = statSync(file);
      const version = `${ino}-${mtimeMs}`;
      if (this.#read.get(file) === version) continue;
      this.#read.set(file, version);
      await this.#open(file, async (parquet) => {
        const from = parquet.groups.findIndex((group) => lastTime(group) >= since);
        if (from < 0) return;
        for await (const { columns } of parquet.tables(['object_id'], from)) {
          for (const id of columns.object_id) if (typeof id === 'string' && id.startsWith(marked)) found.push(id);
        }
      });
    }
    return found;
  }

  #files(): readonly string[] {
    const names = readdirSync(this.#folder, { recursive: true, encoding: 'utf8' });
    return names.filter((name) => name.endsWith('.parquet')).map((name) => join(this.#folder, name));
  }

  async #open<T>(path: string, use: (parquet: ParquetFile) => Promise<T>): Promise<T> {
    const handle = await open(path, 'r');
    const file = new OpenFile(handle, await handle.stat({ bigint: true }));
    try {
      return await use(await openParquet(file));
    } finally {
      await file.close();
    }
  }
}

/** ms since the epoch; merged files are sorted by time, and tell each row group's last one. */
function lastTime({ columns }: ParquetFile['groups'][number]): number {
  const last = columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === 'time')?.meta_data?.statistics?.max_value;
  return typeof last === 'number' ? last : Number.POSITIVE_INFINITY;
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
