import { existsSync, realpathSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join, resolve, sep } from 'node:path';
import type { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api';
import { Fault } from '#core/errors.ts';
import type { ObjectInfo } from '#core/ports/object-store.ts';
import type { Cell, QueryResult } from '#core/ports/query-engine.ts';
import type { ResultStream, StreamingEngine } from '#core/query/result.ts';
import { refusalOf } from './duckdb-engine-guard.ts';
import { eventsView, literal, type StoredView, storedViews } from './duckdb-engine-view.ts';

/** Half of the memory, because a server may run beside. */
const MEMORY_SHARE = 0.5;
const MERGED_FILE = /^events\/course=[a-z0-9-]+\/month=\d{4}-\d{2}\/\d{4}-\d{2}-\d{2}\.parquet$/;
/** A query meets a merge seldom, and two in a row more seldom. */
const ATTEMPTS = 5;

export interface DuckdbOptions {
  /** The folder whose `events/` holds the merged files. */
  readonly root: string;
  /** Every object under a prefix, with its ETag. */
  readonly list: (prefix: string) => AsyncIterable<ObjectInfo>;
  /** What stands beside `events`. */
  readonly views?: readonly StoredView[];
}

/** SQL over the merged files by DuckDB, in memory, locked before it sees the researcher's statement. The library is loaded by the first query. */
export class DuckdbEngine implements StreamingEngine {
  readonly #root: string;
  readonly #list: DuckdbOptions['list'];
  readonly #views: readonly StoredView[];

  constructor({ root, list, views = [] }: DuckdbOptions) {
    this.#root = resolve(root);
    this.#list = list;
    this.#views = views;
  }

  async run(select: string): Promise<QueryResult> {
    return this.read(select, async ({ columns, chunks }) => {
      const rows: (readonly Cell[])[] = [];
      for await (const chunk of chunks) for (const row of chunk) rows.push(row);
      return { columns, rows };
    });
  }

  async read<T>(select: string, take: (result: ResultStream) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const before = await this.#files();
      const outcome = await this.#once(select, [...before.keys()], take).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      // Each merged file is whole at every instant, but two of them may be of different instants.
      if (same(before, await this.#files())) {
        if ('error' in outcome) throw outcome.error;
        return outcome.value;
      }
      if (attempt === ATTEMPTS) throw new Fault('object_changed');
    }
  }

  /** Nothing to make known: the files are listed anew for every query. */
  async publish(): Promise<void> {}

  async #files(): Promise<ReadonlyMap<string, string>> {
    const files = new Map<string, string>();
    for await (const { key, etag } of this.#list('events/')) if (MERGED_FILE.test(key)) files.set(key, etag);
    return files;
  }

  async #once<T>(select: string, keys: readonly string[], take: (result: ResultStream) => Promise<T>): Promise<T> {
    const duckdb = await import('@duckdb/node-api');
    const { cellOf } = await import('./duckdb-engine-cells.ts');
    const instance = await duckdb.DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    try {
      await refuseAllBut(
        select,
        connection,
        this.#views.map(({ name }) => name),
      );
      for (const statement of this.#locks(keys)) await connection.run(statement);
      const prepared = await prepare(select, connection);
      if (prepared.statementType !== duckdb.StatementType.SELECT) throw new Fault('query_refused', 'it is another kind of statement');
      if (prepared.parameterCount > 0) throw new Fault('query_refused', 'it has parameters; write the values into it');
      const result = await asked(() => prepared.stream());
      const names = result.deduplicatedColumnNames();
      const columns = result.columnTypes().map((type, i) => ({ name: names[i] ?? '', type: String(type) }));
      const chunks = async function* () {
        for (let chunk = await asked(() => result.fetchChunk()); chunk !== null; chunk = await asked(() => result.fetchChunk())) {
          if (chunk.rowCount === 0) return;
          yield chunk.getRows().map((row) => row.map(cellOf));
        }
      };
      return await take({ columns, chunks: chunks() });
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  }

  /** In this order: the last one makes the others final. */
  #locks(keys: readonly string[]): readonly string[] {
    // DuckDB compares true paths, and a folder above may be a link.
    const root = existsSync(this.#root) ? realpathSync(this.#root) : this.#root;
    const folder = join(root, 'events') + sep;
    const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) * MEMORY_SHARE;
    return [
      `SET TimeZone = 'UTC'`,
      `SET memory_limit = '${Math.floor(memory / 1_048_576)}MiB'`,
      // Rows that spill to disk would outlive a crash, and so an erasure.
      `SET temp_directory = ''`,
      'SET autoinstall_known_extensions = false',
      'SET autoload_known_extensions = false',
      'SET allow_community_extensions = false',
      'SET allow_persistent_secrets = false',
      'SET enable_external_file_cache = false',
      `SET allowed_directories = [${literal(folder)}]`,
      'SET enable_external_access = false',
      eventsView(keys.map((key) => join(root, key))),
      ...storedViews(this.#views),
      'SET lock_configuration = true',
    ];
  }
}

/** @throws Fault `query_refused`, or `query_failed` when it is no SQL */
async function refuseAllBut(select: string, connection: DuckDBConnection, views: readonly string[]): Promise<void> {
  const serialised = await connection.runAndReadAll('SELECT json_serialize_sql($1::VARCHAR)', [select]);
  const parsed: unknown = JSON.parse(String(serialised.getRows()[0]?.[0]));
  const isSyntax = (parsed as { readonly error_type?: string }).error_type === 'parser';
  // DuckDB's own message shows where.
  if (isSyntax) await asked(() => connection.extractStatements(select));
  const refusal = refusalOf(parsed, views);
  if (refusal !== null) throw new Fault('query_refused', refusal);
}

async function prepare(select: string, connection: DuckDBConnection): Promise<DuckDBPreparedStatement> {
  const statements = await asked(() => connection.extractStatements(select));
  if (statements.count !== 1) throw new Fault('query_refused', 'there are several statements, or a PIVOT without IN');
  return asked(() => statements.prepare(0));
}

/** The engine's answer; its refusal is kept as the cause, for the terminal of who wrote the SQL and for no log: it may quote rows. */
async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    throw new Fault('query_failed', undefined, { cause });
  }
}

function same(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): boolean {
  return before.size === after.size && [...before].every(([key, etag]) => after.get(key) === etag);
}
