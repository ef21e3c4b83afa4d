import { DatabaseSync } from 'node:sqlite';
import { makePrivateFile } from './durable.ts';

/** Sections under the lock take microseconds: who waits this long waits for a process that hangs. */
const PATIENCE_MS = 60_000;

/** A lock between processes over one folder. It is SQLite's own file lock, so the kernel frees it when its holder dies. */
export class FolderLock {
  readonly #database: DatabaseSync;

  /** @param path of the lock's file; it stays empty */
  constructor(path: string) {
    makePrivateFile(path);
    this.#database = new DatabaseSync(path, { timeout: PATIENCE_MS });
    // Nothing is ever written, so no journal file is needed; making and removing one would slow every section down.
    this.#database.exec('PRAGMA journal_mode = MEMORY');
  }

  /** Runs `work`, which must not be asynchronous, while no other holder of this lock runs anything. */
  exclusively<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      return work();
    } finally {
      this.#database.exec('ROLLBACK');
    }
  }

  close(): void {
    this.#database.close();
  }
}
