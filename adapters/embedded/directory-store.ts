import { randomUUID } from 'node:crypto';
import { type Dirent, linkSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Fault } from '#core/errors.ts';
import type { ObjectInfo, ObjectStore, OpenObject, PutCondition, PutResult } from '#core/ports/object-store.ts';
import { checkKey, checkPrefix, isSegment } from '../object-key.ts';
import { makeFolder, PRIVATE_FOLDER, removeOlder, syncFolder, systemCode, writeDurably } from './durable.ts';
import { FolderLock } from './folder-lock.ts';
import { OpenFile } from './open-file.ts';
import { etagOf, stampModified } from './version-stamp.ts';

const DAY_MS = 86_400_000;
const REFUSED: PutResult = { ok: false, reason: 'precondition_failed' };

/**
 * Objects as files under one folder. A put writes a temporary file, makes it durable, and moves it into place in one step.
 * Unlike in S3, a key cannot also be the folder of other keys: such a put throws Fault `object_key_invalid`.
 */
export class DirectoryStore implements ObjectStore {
  readonly #root: string;
  readonly #temporary: string;
  readonly #lock: FolderLock;
  /** Folders whose own names are known to be durable, up to the root. */
  readonly #durable: Set<string>;

  /** @param root created when missing; every file in it belongs to the store */
  constructor(root: string) {
    this.#root = resolve(root);
    this.#temporary = join(this.#root, '.tmp');
    makeFolder(this.#temporary);
    this.#lock = new FolderLock(join(this.#root, '.locks.sqlite'));
    this.#durable = new Set([this.#root]);
  }

  async get(key: string): Promise<{ readonly body: Uint8Array; readonly etag: string } | null> {
    const file = await this.#openFile(key);
    if (file === null) return null;
    try {
      const etag = etagOf(await file.stat({ bigint: true }));
      return { body: await file.readFile(), etag };
    } finally {
      await file.close();
    }
  }

  async open(key: string): Promise<OpenObject | null> {
    const file = await this.#openFile(key);
    if (file === null) return null;
    try {
      return new OpenFile(file, await file.stat({ bigint: true }));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async put(key: string, body: Uint8Array | AsyncIterable<Uint8Array>, condition?: PutCondition): Promise<PutResult> {
    const target = this.#path(key);
    const temporary = join(this.#temporary, randomUUID());
    let etag = '';
    await writeDurably(temporary, body, async (file) => {
      await stampModified(file);
      etag = etagOf(await file.stat({ bigint: true }));
    });
    try {
      await this.#makeFolder(dirname(target));
      const placed = this.#place(temporary, target, condition);
      // Also when refused: whoever then takes the object as there must find it there after a power cut.
      await syncFolder(dirname(target));
      return placed ? { ok: true, etag } : REFUSED;
    } finally {
      rmSync(temporary, { force: true });
    }
  }

  async *list(prefix: string): AsyncIterable<ObjectInfo> {
    const { folder, beginning } = checkPrefix(prefix);
    yield* this.#walk(folder, beginning);
  }

  async delete(key: string): Promise<void> {
    const path = this.#path(key);
    // Under the lock, or a put that has just compared the old version would bring the object back.
    this.#lock.exclusively(() => {
      if (isFile(path)) rmSync(path, { force: true });
    });
    await syncFolder(dirname(path)).catch(ignoreMissing);
  }

  /**
   * Removes what interrupted puts left behind. Returns how many files.
   *
   * @param before ms since the epoch: files last written earlier go. `Infinity` is right only when no other process uses the folder.
   */
  async cleanTemporary(before: number = Date.now() - DAY_MS): Promise<number> {
    return removeOlder(this.#temporary, before);
  }

  close(): void {
    this.#lock.close();
  }

  #path(key: string): string {
    checkKey(key);
    return join(this.#root, key);
  }

  async #openFile(key: string): Promise<FileHandle | null> {
    const path = this.#path(key);
    if (!isFile(path)) return null;
    return open(path, 'r').catch(ignoreMissing);
  }

  /** The one step that makes the object visible. False: the condition does not hold. */
  #place(temporary: string, target: string, condition: PutCondition | undefined): boolean {
    return this.#lock.exclusively(() => {
      const current = statSync(target, { bigint: true, throwIfNoEntry: false });
      if (current !== undefined && !current.isFile()) throw new Fault('object_key_invalid', 'a folder has this name');
      if (condition !== undefined && 'ifNoneMatch' in condition) return linkNew(temporary, target);
      if (condition !== undefined && (current === undefined || etagOf(current) !== condition.ifMatch)) return false;
      renameSync(temporary, target);
      return true;
    });
  }

  /** A folder that another process made may not be durable yet, so the whole way up is synced once. */
  async #makeFolder(folder: string): Promise<void> {
    if (this.#durable.has(folder)) return;
    try {
      await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
    } catch (error) {
      if (systemCode(error) === 'ENOTDIR' || systemCode(error) === 'EEXIST') {
        throw new Fault('object_key_invalid', 'a part of it is an object already');
      }
      throw error;
    }
    for (let at = folder; !this.#durable.has(at); at = dirname(at)) await syncFolder(dirname(at));
    for (let at = folder; !this.#durable.has(at); at = dirname(at)) this.#durable.add(at);
  }

  /** Folder by folder, in the order of whole keys: a folder `a` sorts as `a/`, after the file `a-b` and before `a=b`. */
  async *#walk(folder: string, beginning: string): AsyncIterable<ObjectInfo> {
    const path = join(this.#root, folder);
    for (const { name, isFolder } of sortedEntries(path, beginning)) {
      const key = folder === '' ? name : `${folder}/${name}`;
      if (isFolder) {
        yield* this.#walk(key, '');
        continue;
      }
      const found = statSync(join(path, name), { bigint: true, throwIfNoEntry: false });
      if (found !== undefined) yield { key, size: Number(found.size), etag: etagOf(found), modified: Number(found.mtimeMs) };
    }
  }
}

/** link(2) fails when the name is taken, whoever took it. */
function linkNew(temporary: string, target: string): boolean {
  try {
    linkSync(temporary, target);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function sortedEntries(path: string, beginning: string): { readonly name: string; readonly isFolder: boolean }[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    return ignoreMissing(error) ?? [];
  }
  const order = (entry: Dirent): string => (entry.isDirectory() ? `${entry.name}/` : entry.name);
  return entries
    .filter((entry) => isSegment(entry.name) && entry.name.startsWith(beginning) && (entry.isFile() || entry.isDirectory()))
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
    .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
}

/** A folder is no object; and `a/b` is none when `a` is one. */
function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch (error) {
    ignoreMissing(error);
    return false;
  }
}

function ignoreMissing(error: unknown): null {
  const code = systemCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return null;
  throw error;
}
