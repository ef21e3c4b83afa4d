import { zstdDecompressSync } from 'node:zlib';
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetRead, type RowGroup } from 'hyparquet';
import type { OpenObject } from '#core/ports/object-store.ts';
import { Fault } from '../../errors.ts';
import type { ColumnName } from '../columns.ts';
import { COLUMN_NAMES, type Table } from '../table.ts';

const FOOTER_GUESS = 1 << 16;
const compressors = { ZSTD: (bytes: Uint8Array, length: number) => (length === 0 ? new Uint8Array(0) : zstdDecompressSync(bytes)) };
/** Times and days stay numbers; strings keep every code unit (the default decoder swallows a leading byte order mark). */
const parsers = {
  timestampFromMilliseconds: (ms: bigint) => Number(ms),
  dateFromDays: (days: number) => days,
  stringFromBytes: (bytes: Uint8Array | undefined) =>
    bytes === undefined ? undefined : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'),
};

/** A Parquet file of the dataset, read row group by row group. */
export interface ParquetFile {
  readonly rows: number;
  readonly metadata: Readonly<Record<string, string>>;
  /** Row groups in the order of their rows. */
  readonly groups: readonly RowGroup[];
  /** One table a row group, with the named columns only (the others are empty). @param from the first row group */
  tables(columns?: readonly ColumnName[], from?: number): AsyncGenerator<Table>;
  /** One row group, all columns. */
  table(index: number): Promise<Table>;
  /** The file's own bytes. */
  bytes(start: number, end: number): Promise<Uint8Array>;
}

/** @throws Fault `parquet_unreadable` */
export async function openParquet(object: OpenObject): Promise<ParquetFile> {
  const file: AsyncBuffer = {
    byteLength: object.size,
    async slice(start, end = object.size) {
      const from = start < 0 ? object.size + start : start;
      const bytes = await object.read(from, end);
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    },
  };
  const footer = await parquetMetadataAsync(file, { initialFetchSize: FOOTER_GUESS, parsers }).catch(unreadable);
  const starts = rowStarts(footer);
  const group = (index: number, columns: readonly ColumnName[]) =>
    readGroup(file, footer, starts[index] ?? 0, starts[index + 1] ?? 0, columns);
  return {
    rows: Number(footer.num_rows),
    metadata: Object.fromEntries((footer.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? ''])),
    groups: footer.row_groups,
    table: (index) => group(index, COLUMN_NAMES),
    bytes: (start, end) => object.read(start, end),
    async *tables(columns = COLUMN_NAMES, from = 0) {
      for (let i = from; i < footer.row_groups.length; i++) yield await group(i, columns);
    },
  };
}

/** What the store says stays what it is: a file that was replaced, or a store that refuses, is no broken file. */
function unreadable(cause: unknown): never {
  throw cause instanceof Fault ? cause : new Fault('parquet_unreadable', undefined, { cause });
}

function rowStarts(footer: FileMetaData): readonly number[] {
  const starts = [0];
  for (const group of footer.row_groups) starts.push((starts.at(-1) ?? 0) + Number(group.num_rows));
  return starts;
}

async function readGroup(
  file: AsyncBuffer,
  metadata: FileMetaData,
  rowStart: number,
  rowEnd: number,
  wanted: readonly ColumnName[],
): Promise<Table> {
  const length = rowEnd - rowStart;
  const present = new Set(metadata.schema.map(({ name }) => name));
  const columns = wanted.filter((name) => present.has(name));
  const found: Record<string, unknown[]> = {};
  // A column that an older file lacks is null throughout.
  for (const name of COLUMN_NAMES) found[name] = wanted.includes(name) ? new Array(length).fill(null) : [];
  await parquetRead({
    file,
    metadata,
    columns: [...columns],
    rowStart,
    rowEnd,
    compressors,
    parsers,
    onChunk({ columnName, columnData, rowStart: at }) {
      const target = found[columnName] as unknown[];
      for (let i = 0; i < columnData.length; i++) target[at - rowStart + i] = columnData[i] ?? null;
    },
  }).catch(unreadable);
  return { length, columns: found as Table['columns'] };
}
