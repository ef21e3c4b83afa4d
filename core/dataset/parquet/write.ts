import zlib, { zstdCompressSync } from 'node:zlib';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { COLUMNS } from '../columns.ts';
import type { Table } from '../table.ts';
import type { KeptGroups } from './keep.ts';
import { PARQUET_SCHEMA } from './schema.ts';

/**
 * Shown as the file's creator. Not the program's version: equal rows must give equal bytes. In the form of parquet-format's footer
 * (application, version), else Trino trusts no statistics of text (parquet-mr, CorruptStatistics.java).
 */
const CREATED_BY = 'sillage version 1';
const FIRST_BUFFER = 1 << 16;
const LEVEL = { params: { [zlib.constants.ZSTD_c_compressionLevel]: 3 } };
const compressors = { ZSTD: (bytes: Uint8Array) => zstdCompressSync(bytes, LEVEL) };

/** hyparquet's writer, emptied after every row group instead of kept whole. */
export class ChunkWriter extends ByteWriter {
  #chunks: Uint8Array[] = [];

  flush(): void {
    if (this.index === 0) return;
    this.#chunks.push(new Uint8Array(this.buffer.slice(0, this.index)));
    // `offset`, the place in the file, goes on counting.
    this.index = 0;
  }

  override finish(): void {
    this.flush();
  }

  takeChunks(): Uint8Array[] {
    return this.#chunks.splice(0);
  }
}

/**
 * Bytes of a Parquet file, as they come: each table is one row group. Equal input gives equal bytes. Memory: one row group.
 *
 * @param kept row groups of another file of ours with which this one begins: their bytes are copied
 */
export async function* parquetChunks(
  tables: AsyncIterable<Table> | Iterable<Table>,
  metadata: Readonly<Record<string, string>>,
  kept: KeptGroups | null = null,
): AsyncGenerator<Uint8Array> {
  const writer = new ChunkWriter(FIRST_BUFFER);
  const kvMetadata = Object.entries(metadata).map(([key, value]) => ({ key, value }));
  const file = new ParquetWriter({ writer, schema: PARQUET_SCHEMA, codec: 'ZSTD', compressors, createdBy: CREATED_BY, kvMetadata });
  let empty = true;
  if (kept !== null && kept.groups.length > 0) {
    empty = false;
    writer.flush();
    yield* writer.takeChunks();
    yield* kept.bytes(writer.offset);
    writer.offset = kept.end;
    file.row_groups.push(...kept.groups);
    file.num_rows += kept.groups.reduce((total, { num_rows }) => total + num_rows, 0n);
  }
  for await (const table of tables) {
    if (table.length === 0) continue;
    empty = false;
    const columnData = COLUMNS.map(({ name, type }) => ({
      name,
      data: table.columns[name],
      // A dictionary would take -0 for 0.
      ...(type === 'double' ? { encoding: 'PLAIN' as const } : {}),
    }));
    // Without a size of ours the writer begins every call with a row group of 1,000.
    await file.write({ columnData, rowGroupSize: table.length });
    yield* writer.takeChunks();
  }
  await file.finish();
  const footer = writer.takeChunks();
  yield* empty ? [typeEmptyList(Buffer.concat(footer))] : footer;
}

/** num_rows = 0 and the head of an empty list of row groups in the footer's compact Thrift: its last nibble is the element type. */
const NO_ROWS = Buffer.from([0x16, 0x00, 0x19, 0x00]);
const STRUCT_LIST = 0x0c;

/** The writer gives an empty list of row groups no element type, and readers in Rust refuse that: it is a list of structs. */
function typeEmptyList(file: Buffer): Buffer {
  const at = file.lastIndexOf(NO_ROWS);
  if (at >= 0) file[at + NO_ROWS.length - 1] = STRUCT_LIST;
  return file;
}

/** A whole small file. */
export async function parquetBytes(tables: Iterable<Table>, metadata: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of parquetChunks(tables, metadata)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
