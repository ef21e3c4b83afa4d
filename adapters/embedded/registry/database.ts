import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { makePrivateFile } from '../durable.ts';
import { sqliteFault } from '../sqlite-fault.ts';
import { migrate } from './schema.ts';

type Row = Record<string, SQLInputValue>;

/** The registry's SQLite file: durable at each commit, and nothing deleted can be read from it. */
export class RegistryDatabase {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** @param path a file, or `:memory:`; @param patienceMs how long to wait for another process's lock */
  constructor(path: string, patienceMs: number) {
    if (path !== ':memory:') makePrivateFile(path);
    this.#database = new DatabaseSync(path, { timeout: patienceMs, enableForeignKeyConstraints: true });
    try {
      // secure_delete overwrites what is deleted with zeros; temp_store keeps copies of pages out of temporary files.
      this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY');
      migrate(this.#database);
    } catch (error) {
      this.#database.close();
      throw sqliteFault(error);
    }
  }

  run(sql: string, ...values: SQLInputValue[]): number {
    return guarded(() => Number(this.#statement(sql).run(...values).changes));
  }

  get<T extends Row>(sql: string, ...values: SQLInputValue[]): T | undefined {
    return guarded(() => this.#statement(sql).get(...values) as T | undefined);
  }

  all<T extends Row>(sql: string, ...values: SQLInputValue[]): T[] {
    return guarded(() => this.#statement(sql).all(...values) as T[]);
  }

  /** All reads of `work` see one state. */
  reading<T>(work: () => T): T {
    return this.#transaction('BEGIN', work);
  }

  /** All of `work` happens or none, and nobody else writes meanwhile. Durable when it returns. */
  writing<T>(work: () => T): T {
    return this.#transaction('BEGIN IMMEDIATE', work);
  }

  /** Moves the journal into the file and empties it: old pages with destroyed salts stand there. False when a reader is in the way. */
  emptyJournal(): boolean {
    const outcome = this.get<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)');
    return outcome?.busy === 0;
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #transaction<T>(begin: string, work: () => T): T {
    try {
      this.#database.exec(begin);
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw sqliteFault(error);
    }
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw sqliteFault(error);
  }
}
