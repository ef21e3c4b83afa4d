import { createHmac, randomUUID } from 'node:crypto';
import { linkSync, readdirSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '#core/errors.ts';
import type { KeyVault } from '#core/ports/key-vault.ts';
import type { Random } from '#core/ports/random.ts';
import { makeFolder, syncFolderNow, systemCode, writeDurably } from './durable.ts';

const KEY_BYTES = 32;
/** The limit of KMS GenerateMac, kept here so that what works embedded works on AWS. */
const MESSAGE_BYTES = 4096;
const KEY_NAME = /^hmac-[1-9]\d*\.key$/;
/** Permission bits of group and others. Windows has none: there the folder's access list protects the key. */
const OTHERS = process.platform === 'win32' ? 0 : 0o077;

/** HMAC keys in files `hmac-<version>.key` of 32 random bytes and mode 0600. A key is read for each use and wiped after it. */
export class KeyFile implements KeyVault {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * @param folder where the key files lie; created when missing and a key may be made
   * @param mayCreate whether to make key version 1 when there is no key: true only when no data exists yet, because a new key
   *   under old data would give every learner a second pseudonym
   * @throws Fault `key_version_unknown` when there is no key and none may be made, `key_file_exposed`, `vault_unavailable`
   */
  static async openOrCreate(folder: string, random: Random, { mayCreate }: { readonly mayCreate: boolean }): Promise<KeyFile> {
    const versions = versionsIn(folder);
    if (versions.length === 0) {
      if (!mayCreate) throw new Fault('key_version_unknown');
      await createFirst(folder, random);
      versions.push(1);
    }
    const vault = new KeyFile(folder);
    // A key that cannot be used is told at the start, not by the first event.
    for (const version of versions) await vault.#withKey(version, () => {});
    return vault;
  }

  async mac(message: Uint8Array, version: number): Promise<Uint8Array> {
    if (message.length > MESSAGE_BYTES) throw new Fault('vault_unavailable', `a message has at most ${MESSAGE_BYTES} bytes`);
    return this.#withKey(version, (key) => createHmac('sha256', key).update(message).digest());
  }

  async #withKey<T>(version: number, use: (key: Buffer) => T): Promise<T> {
    if (!Number.isSafeInteger(version) || version < 1) throw new Fault('key_version_unknown');
    const key = await readKey(join(this.#folder, nameOf(version)));
    try {
      return use(key);
    } finally {
      key.fill(0);
    }
  }
}

function nameOf(version: number): string {
  return `hmac-${version}.key`;
}

function versionsIn(folder: string): number[] {
  try {
    return readdirSync(folder)
      .filter((name) => KEY_NAME.test(name))
      .map((name) => Number.parseInt(name.slice('hmac-'.length), 10));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw new Fault('vault_unavailable', undefined, { cause: error });
  }
}

/** Linked into place whole: of two starters one wins, and a crash leaves either no key or all of it. */
async function createFirst(folder: string, random: Random): Promise<void> {
  makeFolder(folder);
  const temporary = join(folder, `.new-${randomUUID()}`);
  const key = random.bytes(KEY_BYTES);
  try {
    await writeDurably(temporary, key);
    linkSync(temporary, join(folder, nameOf(1)));
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
  } finally {
    key.fill(0);
    rmSync(temporary, { force: true });
  }
  syncFolderNow(folder);
}

async function readKey(path: string): Promise<Buffer> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    const { mode } = await file.stat();
    if ((mode & OTHERS) !== 0) throw new Fault('key_file_exposed');
    const key = await file.readFile();
    if (key.length !== KEY_BYTES) throw new Fault('vault_unavailable', `a key file has ${KEY_BYTES} bytes`);
    return key;
  } catch (error) {
    if (error instanceof Fault) throw error;
    if (systemCode(error) === 'ENOENT') throw new Fault('key_version_unknown');
    throw new Fault('vault_unavailable', undefined, { cause: error });
  } finally {
    await file?.close();
  }
}
