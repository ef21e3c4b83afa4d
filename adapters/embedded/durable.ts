import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Only the account that runs sillage reads its files. */
const PRIVATE_FILE = 0o600;
export const PRIVATE_FOLDER = 0o700;

/** Windows has no fsync of a folder; its journal keeps names in order by itself. */
const FOLDERS_CAN_SYNC = process.platform !== 'win32';

/** The operating system's name for what went wrong (`ENOENT`, `EEXIST`, …), or null. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** Makes a file's bytes durable, whoever wrote them. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the names in a folder durable: files renamed into it, linked there or removed. */
export async function syncFolder(path: string): Promise<void> {
  if (!FOLDERS_CAN_SYNC) return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** As `syncFolder`, for starting points that are not asynchronous. */
export function syncFolderNow(path: string): void {
  if (!FOLDERS_CAN_SYNC) return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Creates a folder and what is missing above it; durable when it returns. */
export function makeFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true, mode: PRIVATE_FOLDER });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) syncFolderNow(dirname(made));
}

/**
 * An empty private file, durably in place before SQLite opens it, because SQLite would let others read it; its journals take over the mode.
 * One that exists is not opened: closing it would free every lock that this process holds on it (fcntl(2), a rule of POSIX).
 */
export function makePrivateFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', PRIVATE_FILE));
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return;
    throw error;
  }
  syncFolderNow(dirname(path));
}

/** Writes a new private file and makes its bytes (not yet its name) durable. Nothing is left behind when the body throws. */
export async function writeDurably(
  path: string,
  body: Uint8Array | AsyncIterable<Uint8Array>,
  beforeSync: (file: FileHandle) => Promise<void> = async () => {},
): Promise<void> {
  const file = await open(path, 'wx', PRIVATE_FILE);
  try {
    // Takes a stream chunk by chunk.
    await file.writeFile(body);
    await beforeSync(file);
    await file.sync();
  } catch (error) {
    await file.close();
    rmSync(path, { force: true });
    throw error;
  }
  await file.close();
}

/** Removes the files of a folder that were last written before `before` (ms since the epoch). Returns how many. */
export function removeOlder(folder: string, before: number): number {
  let removed = 0;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined || found.mtimeMs >= before) continue;
    rmSync(path, { force: true });
    removed++;
  }
  return removed;
}
