import { zstdCompressSync } from 'node:zlib';
import type { SchemaElement } from 'hyparquet';
import { ParquetWriter } from 'hyparquet-writer';
import { ChunkWriter } from '#core/dataset/parquet/write.ts';
import type { Cell, ResultColumn } from '#core/ports/query-engine.ts';
import type { ResultStream } from './result.ts';

const FIRST_BUFFER = 1 << 16;
const ROW_GROUP = 50_000;
const MS_PER_DAY = 86_400_000;

interface Storage {
  readonly element: Partial<SchemaElement>;
  readonly store: (cell: NonNullable<Cell>) => unknown;
}

const TEXT: Storage = {
  element: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  store: (cell) => (typeof cell === 'object' ? JSON.stringify(cell) : String(cell)),
};
const INT32: Storage = { element: { type: 'INT32' }, store: Number };
const INT64: Storage = { element: { type: 'INT64' }, store: (cell) => BigInt(cell as string | number) };
const DOUBLE: Storage = { element: { type: 'DOUBLE' }, store: Number };
/** Times without a zone are UTC, as all times of the dataset are. */
const TIMESTAMP: Storage = {
  element: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
  store: (cell) => BigInt(Date.parse(String(cell))),
};

/** By the engine's name of the type, without its parameters. Sums of whole numbers (HUGEINT) and decimals become doubles; the rest is text. */
const STORAGE: Readonly<Record<string, Storage>> = {
  BOOLEAN: { element: { type: 'BOOLEAN' }, store: Boolean },
  TINYINT: INT32,
  SMALLINT: INT32,
  INTEGER: INT32,
  UTINYINT: INT32,
  USMALLINT: INT32,
  UINTEGER: INT64,
  BIGINT: INT64,
  HUGEINT: DOUBLE,
  UBIGINT: DOUBLE,
  UHUGEINT: DOUBLE,
  FLOAT: DOUBLE,
  DOUBLE,
  DECIMAL: DOUBLE,
  DATE: {
    element: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
    store: (cell) => Math.floor(Date.parse(String(cell)) / MS_PER_DAY),
  },
  TIMESTAMP,
  TIMESTAMP_S: TIMESTAMP,
  TIMESTAMP_MS: TIMESTAMP,
  TIMESTAMP_NS: TIMESTAMP,
  'TIMESTAMP WITH TIME ZONE': TIMESTAMP,
};

/** An answer as the bytes of a Parquet file, row group by row group. */
export async function* parquetResult({ columns, chunks }: ResultStream): AsyncGenerator<Uint8Array> {
  const storages = columns.map(storageOf);
  const writer = new ChunkWriter(FIRST_BUFFER);
  const file = new ParquetWriter({ writer, schema: schemaOf(columns, storages), codec: 'ZSTD', compressors: { ZSTD: zstdCompressSync } });
  let held = columns.map((): unknown[] => []);
  const flush = async (): Promise<void> => {
    const rows = held[0]?.length ?? 0;
    if (rows === 0) return;
    const columnData = columns.map(({ name }, i) => ({ name, data: held[i] ?? [] }));
    await file.write({ columnData, rowGroupSize: rows });
    held = columns.map(() => []);
  };
  for await (const rows of chunks) {
    for (const row of rows) {
      for (const [i, storage] of storages.entries()) {
        const cell = row[i] ?? null;
        held[i]?.push(cell === null ? null : storage.store(cell));
      }
    }
    if ((held[0]?.length ?? 0) >= ROW_GROUP) await flush();
    yield* writer.takeChunks();
  }
  await flush();
  await file.finish();
  yield* writer.takeChunks();
}

function storageOf({ type }: ResultColumn): Storage {
  return STORAGE[type] ?? STORAGE[type.replace(/\(.*$/, '')] ?? TEXT;
}

function schemaOf(columns: readonly ResultColumn[], storages: readonly Storage[]): SchemaElement[] {
  const leaves = columns.map(({ name }, i): SchemaElement => ({ ...(storages[i] ?? TEXT).element, name, repetition_type: 'OPTIONAL' }));
  return [{ name: 'result', num_children: columns.length }, ...leaves];
}
