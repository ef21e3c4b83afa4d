import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectoryStore } from '#adapters/embedded/directory-store.ts';
import { DuckdbEngine } from '#adapters/embedded/duckdb-engine.ts';
import type { Row } from '#core/dataset/columns.ts';
import { eventsKey } from '#core/dataset/layout.ts';
import { parquetBytes } from '#core/dataset/parquet/write.ts';
import { compareRows, tableOf } from '#core/dataset/table.ts';
import { VIEWS } from '#core/query/views.ts';
import type { EngineUnderTest } from '../contracts/query-engine.suite.ts';

export interface DirectoryLake extends EngineUnderTest {
  readonly engine: DuckdbEngine;
  readonly objects: DirectoryStore;
  readonly folder: string;
}

/** A real folder of merged files. @param name of the folder, which may be any */
export function directoryLake(name = 'lake'): DirectoryLake {
  const above = mkdtempSync(join(tmpdir(), 'sillage-query-'));
  const folder = join(above, name);
  const objects = new DirectoryStore(folder);
  let generation = 0;
  return {
    engine: new DuckdbEngine({ root: folder, list: (prefix) => objects.list(prefix), views: VIEWS }),
    objects,
    folder,
    async place(slug, day, rows) {
      await objects.put(eventsKey({ slug, day }), await fileOf(rows, generation++));
    },
    close() {
      objects.close();
      rmSync(above, { recursive: true, force: true });
    },
  };
}

export function fileOf(rows: readonly Row[], generation = 1): Promise<Uint8Array> {
  return parquetBytes([tableOf(rows.toSorted(compareRows))], { schema_version: '1', generation: String(generation) });
}
