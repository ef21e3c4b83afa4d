import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { KeyFile } from '#adapters/embedded/key-file.ts';
import { systemRandom } from '#adapters/system.ts';
import { SeededRandom } from '../../support/memory/random.ts';
import { temporaryFolder } from './temporary-folder.ts';

const MESSAGE = Buffer.from('message');
let folder: string;
beforeEach(() => {
  folder = join(temporaryFolder(), 'keys');
});
const open = (mayCreate: boolean): Promise<KeyFile> => KeyFile.openOrCreate(folder, systemRandom, { mayCreate });

test('the first key is 32 random bytes that only the owner can read, and stays', async () => {
  const mac = await (await open(true)).mac(MESSAGE, 1);
  const path = join(folder, 'hmac-1.key');
  expect(readFileSync(path)).toHaveLength(32);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['hmac-1.key']);
  expect(await (await open(false)).mac(MESSAGE, 1)).toEqual(mac);
  expect(await (await open(true)).mac(MESSAGE, 1)).toEqual(mac);
});

test('no key is made where data may exist already', async () => {
  await expect(open(false)).rejects.toMatchObject({ code: 'key_version_unknown' });
  expect(existsSync(folder)).toBe(false);
});

test('starters at the same time agree on one key', async () => {
  const starters = Array.from({ length: 8 }, (_, i) => KeyFile.openOrCreate(folder, new SeededRandom(i), { mayCreate: true }));
  const macs = await Promise.all((await Promise.all(starters)).map((vault) => vault.mac(MESSAGE, 1)));
  expect(new Set(macs.map((mac) => Buffer.from(mac).toString('hex'))).size).toBe(1);
  expect(readdirSync(folder)).toEqual(['hmac-1.key']);
});

test('a key that another starter made meanwhile is the key', async () => {
  const theirs = systemRandom.bytes(32);
  const slow = {
    bytes(length: number) {
      writeFileSync(join(folder, 'hmac-1.key'), theirs, { mode: 0o600 });
      return systemRandom.bytes(length);
    },
  };
  await KeyFile.openOrCreate(folder, slow, { mayCreate: true });
  expect(readFileSync(join(folder, 'hmac-1.key'))).toEqual(Buffer.from(theirs));
});

test.each([0o640, 0o604, 0o644, 0o620])('a key file of mode %o is refused, at the start and later', async (mode) => {
  const vault = await open(true);
  chmodSync(join(folder, 'hmac-1.key'), mode);
  await expect(open(false)).rejects.toMatchObject({ code: 'key_file_exposed' });
  await expect(vault.mac(MESSAGE, 1)).rejects.toMatchObject({ code: 'key_file_exposed' });
});

test.each([0, 31, 33, 64])('a key file of %d bytes is refused', async (length) => {
  await open(true);
  writeFileSync(join(folder, 'hmac-1.key'), new Uint8Array(length));
  await expect(open(false)).rejects.toMatchObject({ code: 'vault_unavailable' });
});

test('a later version is used beside the first, and enough to open the folder', async () => {
  const vault = await open(true);
  writeFileSync(join(folder, 'hmac-2.key'), systemRandom.bytes(32), { mode: 0o600 });
  expect(await vault.mac(MESSAGE, 2)).not.toEqual(await vault.mac(MESSAGE, 1));
});
