import { mkdirSync, readdirSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DirectoryStore } from '#adapters/embedded/directory-store.ts';
import { ending, startChild } from './child.ts';
import { temporaryFolder } from './temporary-folder.ts';

const BODY = Buffer.from('body');
let root: string;
let store: DirectoryStore;
beforeEach(() => {
  root = temporaryFolder();
  store = new DirectoryStore(root);
});
afterEach(() => store.close());

const temporaryFiles = (): string[] => readdirSync(join(root, '.tmp'));
async function keys(prefix = ''): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of store.list(prefix)) found.push(key);
  return found;
}

test('processes that count up one object by if-match lose no step', { timeout: 60_000 }, async () => {
  const [processes, rounds] = [3, 150];
  await store.put('counter', Buffer.from('0'));
  const children = Array.from({ length: processes }, () => startChild('count-up.ts', root, String(rounds)));
  expect(await Promise.all(children.map(ending))).toEqual([0, 0, 0]);
  expect(Buffer.from((await store.get('counter'))?.body ?? []).toString()).toBe(String(processes * rounds));
});

test('an opened object keeps its bytes whatever takes its name', async () => {
  await store.put('k', Buffer.from('old'));
  const object = await store.open('k');
  await store.put('k', Buffer.from('new!'));
  expect(Buffer.from((await object?.read(0, 3)) ?? []).toString()).toBe('old');
  await object?.close();
});

test('an opened object that somebody cuts short says that it changed', async () => {
  await store.put('k', Buffer.alloc(100));
  const object = await store.open('k');
  writeFileSync(join(root, 'k'), 'short');
  await expect(object?.read(0, 100)).rejects.toMatchObject({ code: 'object_changed' });
  await object?.close();
});

test('another store on the same folder sees everything', async () => {
  const put = await store.put('a/b', BODY);
  const other = new DirectoryStore(root);
  expect(await other.get('a/b')).toMatchObject(put.ok ? { etag: put.etag } : {});
  expect((await other.put('a/b', BODY, { ifNoneMatch: true })).ok).toBe(false);
  other.close();
});

test('no temporary file is left by puts that succeed, are refused or break', async () => {
  async function* breaking(): AsyncIterable<Uint8Array> {
    yield BODY;
    throw new Error('broken');
  }
  await store.put('a', BODY);
  await store.put('b', BODY, { ifNoneMatch: true });
  await store.put('b', BODY, { ifNoneMatch: true });
  await store.put('a', BODY, { ifMatch: 'stale' });
  await store.put('c', breaking()).catch(() => {});
  await store.put('a/below', BODY).catch(() => {});
  expect(temporaryFiles()).toEqual([]);
});

test('what dead processes left is cleaned when it is older than a day, or all of it when asked', async () => {
  for (const name of ['young', 'old']) writeFileSync(join(root, '.tmp', name), 'left over');
  const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
  utimesSync(join(root, '.tmp', 'old'), twoDaysAgo, twoDaysAgo);
  expect(await store.cleanTemporary()).toBe(1);
  expect(temporaryFiles()).toEqual(['young']);
  expect(await store.cleanTemporary(Number.POSITIVE_INFINITY)).toBe(1);
  expect(temporaryFiles()).toEqual([]);
});

test('only the owner can read, in files and folders alike', async () => {
  await store.put('a/b/c', BODY);
  const modes = ['', '.tmp', 'a', 'a/b', 'a/b/c', '.locks.sqlite'].map((path) => statSync(join(root, path)).mode & 0o777);
  expect(modes).toEqual([0o700, 0o700, 0o700, 0o700, 0o600, 0o600]);
});

test('a key cannot be an object and a folder of objects', async () => {
  await store.put('a/b', BODY);
  const invalid = { code: 'object_key_invalid' };
  await expect(store.put('a', BODY)).rejects.toMatchObject(invalid);
  await expect(store.put('a', BODY, { ifNoneMatch: true })).rejects.toMatchObject(invalid);
  await expect(store.put('a/b/c', BODY)).rejects.toMatchObject(invalid);
  await expect(store.put('a/b/c/d', BODY)).rejects.toMatchObject(invalid);
  expect(await keys()).toEqual(['a/b']);
});

test('files that are no objects are not listed', async () => {
  await store.put('a/b', BODY);
  writeFileSync(join(root, 'a', 'My notes.txt'), 'x');
  writeFileSync(join(root, 'a', '.hidden'), 'x');
  symlinkSync('/etc', join(root, 'a', 'link'));
  mkdirSync(join(root, 'empty'));
  expect(await keys()).toEqual(['a/b']);
});

test('a stream is written as it comes, never held whole', async () => {
  const chunk = Buffer.alloc(1 << 20, 7);
  const chunks = 64;
  let most = 0;
  async function* large(): AsyncIterable<Uint8Array> {
    for (let i = 0; i < chunks; i++) {
      const [file = ''] = temporaryFiles();
      // All but the chunk in hand is in the file already.
      most = Math.max(most, i * chunk.length - statSync(join(root, '.tmp', file)).size);
      yield chunk;
    }
  }
  await store.put('large', large());
  const object = await store.open('large');
  expect(object?.size).toBe(chunks * chunk.length);
  await object?.close();
  expect(most).toBeLessThanOrEqual(chunk.length);
});
