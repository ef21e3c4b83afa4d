import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { disguises } from './identifiers.ts';
import { Search } from './search.ts';

export interface LeakReport {
  /** Identifiers that were looked for. */
  readonly identifiers: number;
  readonly files: number;
  readonly parquetCells: number;
  /** Identifiers found, each with a place. */
  readonly found: ReadonlyMap<string, string>;
}

/** Here the events lie as they came, until they expire: the only place where an identifier may be. */
const RAW = 'raw';

/**
 * Looks for every identifier, in all its disguises, in everything outside raw/: bytes of every file, decoded cells of every
 * Parquet file, and whatever else was written or answered.
 *
 * @param others by a name to report: logs, HTTP answers, what the commands printed
 * @param secrets of the sources
 */
export async function leakCheck(
  folder: string,
  identifiers: ReadonlySet<string>,
  others: Readonly<Record<string, string>>,
  secrets: readonly string[] = [],
): Promise<LeakReport> {
  const search = new Search();
  // Of secrets the registry keeps the SHA-256, on purpose.
  for (const secret of secrets) search.add(secret, secret);
  for (const identifier of identifiers) for (const text of disguises(identifier)) search.add(text, identifier);
  const found = new Map<string, string>();
  const look = (place: string, bytes: Buffer): void => {
    for (const identifier of search.in(bytes)) if (!found.has(identifier)) found.set(identifier, place);
  };
  let files = 0;
  let parquetCells = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1);
    if (name === RAW || name.startsWith(`${RAW}/`)) continue;
    // Names of files and folders are read by people too.
    look(name, Buffer.from(name));
    if (!entry.isFile()) continue;
    files++;
    const bytes = readFileSync(path);
    look(name, bytes);
    if (!name.endsWith('.parquet')) continue;
    const cells = await cellsOf(bytes);
    parquetCells += cells.length;
    look(name, Buffer.from(cells.join('\n')));
  }
  for (const [name, text] of Object.entries(others)) look(name, Buffer.from(text));
  return { identifiers: identifiers.size + secrets.length, files, parquetCells, found };
}

/** Every value of a Parquet file as text. Read without any code of sillage. */
async function cellsOf(bytes: Buffer): Promise<readonly string[]> {
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const compressors = { ZSTD: (packed: Uint8Array, length: number) => (length === 0 ? new Uint8Array(0) : zstdDecompressSync(packed)) };
  const rows = await parquetReadObjects({ file, compressors });
  return rows.flatMap((row) => Object.values(row).map(String));
}
