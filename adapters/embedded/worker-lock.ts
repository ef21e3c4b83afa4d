import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFolder, makePrivateFile } from './durable.ts';
import { isBusy } from './sqlite-fault.ts';

/** The right to process and merge in a data folder. */
export interface WorkerLock {
  release(): void;
}

/** A connection that nobody refers to is closed by the garbage collector, and its lock goes with it: those that hold one stay here. */
const held = new Set<DatabaseSync>();

/**
 * Takes the data folder's one worker lock and keeps it until released, or until the process dies in whatever way:
 * it is an open SQLite transaction, which the kernel ends. No file is left to clean up by hand.
 *
 * @returns null when another worker holds it
 */
export function tryLock(data: string): WorkerLock | null {
  makeFolder(data);
  const path = join(data, 'worker.lock.sqlite');
  makePrivateFile(path);
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    // Nothing is ever written: without a journal file, nothing is left beside the lock when its holder is killed.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    throw error;
  }
  held.add(database);
  return {
    release: () => {
      if (held.delete(database)) database.close();
    },
  };
}
