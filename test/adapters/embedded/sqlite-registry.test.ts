import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, expect, test } from 'vitest';
import { SqliteRegistry } from '#adapters/embedded/sqlite-registry.ts';
import { systemRandom } from '#adapters/system.ts';
import { active, alias, creation, fence, NOW, request } from '../../contracts/registry/people.ts';
import { ending, firstWords, startChild } from './child.ts';
import { temporaryFolder } from './temporary-folder.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder, 'registry.sqlite');
});
const allBytes = (): Buffer => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));

test('after forgetting, the salt is in none of the files, whatever pages it has passed through', async () => {
  const registry = new SqliteRegistry(file);
  const salts = new Map<string, Buffer>();
  for (let call = 0; call < 20; call++) {
    const changes = Array.from({ length: 100 }, (_, i) => {
      const id = Buffer.from(systemRandom.bytes(16)).toString('hex');
      const salt = Buffer.from(systemRandom.bytes(32));
      salts.set(id, salt);
      return { ...creation(id, [`u${id}`]), salt, at: NOW + call * 100 + i };
    });
    await registry.change(changes);
  }
  // Rows grow and move between pages before they are forgotten.
  for (const id of salts.keys()) await registry.widen([active(id, 'c/1'), { ...active(id, 'c/2'), lastActivity: NOW * 2 }]);
  const forgotten = [...salts.keys()].filter((_, i) => i % 5 === 0);
  expect(allBytes().includes(salts.get(forgotten[0] ?? '') ?? '')).toBe(true);
  for (const id of forgotten) await registry.forget(request(id, 'erase', [fence('c/1', id, 'erase'), fence('c/2', id, 'erase')]));

  const open = allBytes();
  expect(forgotten.filter((id) => open.includes(salts.get(id) ?? ''))).toEqual([]);
  registry.close();
  const closed = allBytes();
  expect(forgotten.filter((id) => closed.includes(salts.get(id) ?? ''))).toEqual([]);
  const kept = [...salts].filter(([id]) => !forgotten.includes(id));
  expect(kept.every(([, salt]) => closed.includes(salt))).toBe(true);
});

test('forgetting says so when a reader keeps the old pages, and is complete when done again', async () => {
  const registry = new SqliteRegistry(file, 50);
  await registry.change([creation('ann')]);
  const reader = new DatabaseSync(file);
  reader.exec('BEGIN');
  reader.prepare('SELECT * FROM learners').all();
  await expect(registry.forget(request('ann', 'erase'))).rejects.toMatchObject({ code: 'registry_contended' });
  reader.exec('COMMIT');
  reader.close();
  await registry.forget(request('ann', 'erase'));
  expect((await registry.learner('ann'))?.salt).toBeNull();
  registry.close();
});

test('what was written is there after opening again, from several processes at once', { timeout: 60_000 }, async () => {
  const count = 200;
  const children = ['a', 'b', 'c'].map((name) => startChild('claim-aliases.ts', file, name, String(count)));
  const won = await Promise.all(children.map(async (child) => Number(await firstWords(child))));
  await Promise.all(children.map(ending));
  expect(won.reduce((sum, n) => sum + n)).toBe(count);
  const registry = new SqliteRegistry(file);
  expect((await registry.lookup(Array.from({ length: count }, (_, i) => `x${i}` as ReturnType<typeof alias>))).size).toBe(count);
  registry.close();
});

test('a file of a newer sillage is refused and left alone', () => {
  new SqliteRegistry(file).close();
  const newer = new DatabaseSync(file);
  newer.exec('PRAGMA user_version = 999');
  newer.close();
  expect(() => new SqliteRegistry(file)).toThrow(expect.objectContaining({ code: 'data_version' }));
});

test('a file from before sources had several secrets keeps its sources, their secrets and their revocations', async () => {
  const old = new DatabaseSync(file);
  old.exec(`
    CREATE TABLE sources (id TEXT PRIMARY KEY, platform TEXT NOT NULL, policy TEXT NOT NULL, secret_hash TEXT NOT NULL,
      key_version INTEGER NOT NULL, created_at INTEGER NOT NULL, revoked_at INTEGER) STRICT, WITHOUT ROWID;
    CREATE INDEX sources_by_secret ON sources (secret_hash);
    CREATE TABLE courses (course_key TEXT PRIMARY KEY, slug TEXT NOT NULL UNIQUE, source TEXT NOT NULL, course_id TEXT NOT NULL,
      key_version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO sources VALUES ('campus', 'moodle', 'strict', 'h1', 2, 5, NULL), ('gone', 'openedx', 'lenient', 'h2', 1, 6, 7);
    PRAGMA user_version = 1;
  `);
  old.close();
  const registry = new SqliteRegistry(file);
  const campus = {
    id: 'campus',
    platform: 'moodle',
    policy: 'strict',
    secrets: [{ hash: 'h1', since: 5, scopes: ['events', 'courses'] }],
    keyVersion: 2,
  };
  expect(await registry.sourceBySecret('h1')).toEqual({ ...campus, createdAt: 5, revokedAt: null, jwksUrl: null });
  expect(await registry.source('gone')).toMatchObject({ secrets: [{ hash: 'h2', since: 6, scopes: ['events', 'courses'] }], revokedAt: 7 });
  expect(await registry.addSecret('campus', { hash: 'h3', since: 9, scopes: ['events', 'courses'] })).toBe(true);
  registry.close();
  const again = new SqliteRegistry(file);
  expect((await again.source('campus'))?.secrets).toHaveLength(2);
  again.close();
});

test('a file from before there were scopes keeps its secrets, which may do what they could, and its courses', async () => {
  const old = new DatabaseSync(file);
  old.exec(`
    CREATE TABLE sources (id TEXT PRIMARY KEY, platform TEXT NOT NULL, policy TEXT NOT NULL, key_version INTEGER NOT NULL,
      created_at INTEGER NOT NULL, revoked_at INTEGER) STRICT, WITHOUT ROWID;
    CREATE TABLE source_secrets (source TEXT NOT NULL REFERENCES sources, hash TEXT NOT NULL, since INTEGER NOT NULL,
      PRIMARY KEY (source, hash)) STRICT, WITHOUT ROWID;
    CREATE TABLE courses (course_key TEXT PRIMARY KEY, slug TEXT NOT NULL UNIQUE, source TEXT NOT NULL, course_id TEXT NOT NULL,
      key_version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO sources VALUES ('campus', 'moodle', 'strict', 2, 5, NULL);
    INSERT INTO source_secrets VALUES ('campus', 'h1', 5), ('campus', 'h2', 6);
    INSERT INTO courses VALUES ('campus/a', 'a-1', 'campus', 'a', 1);
    PRAGMA user_version = 2;
  `);
  old.close();
  const registry = new SqliteRegistry(file);
  const secrets = ['h1', 'h2'].map((hash, i) => ({ hash, since: 5 + i, scopes: ['events', 'courses'] }));
  expect(await registry.source('campus')).toMatchObject({ secrets, jwksUrl: null });
  const course = { courseKey: 'campus/a', slug: 'a-1', source: 'campus', courseId: 'a', keyVersion: 1 };
  expect(await registry.courses()).toEqual([{ ...course, title: null, opens: null, closes: null, deleted: null }]);
  registry.close();
});

test('refused requests are counted for 30 days', async () => {
  const registry = new SqliteRegistry(file);
  for (const day of ['2026-01-29', '2026-01-30', '2026-02-28']) await registry.noteRefusals(day, null, 1);
  expect((await registry.refusals('')).map(({ day }) => day)).toEqual(['2026-01-30', '2026-02-28']);
  registry.close();
});

test('only the owner can read the file and its journals', async () => {
  const registry = new SqliteRegistry(file);
  await registry.change([creation('ann')]);
  const names = readdirSync(folder);
  expect(names).toContain('registry.sqlite-wal');
  expect(names.map((name) => statSync(join(folder, name)).mode & 0o077)).toEqual(names.map(() => 0));
  registry.close();
});

test('a registry that cannot be used says so without naming anything', async () => {
  const registry = new SqliteRegistry(file);
  const vandal = new DatabaseSync(file);
  vandal.exec('DROP TABLE aliases');
  vandal.close();
  const failure = registry.lookup([alias('secret-name')]);
  await expect(failure).rejects.toMatchObject({ code: 'registry_unavailable' });
  await expect(failure).rejects.not.toThrow(/secret-name/);
  registry.close();
});

test('thousands of changes and look-ups in one call take well under a second', async () => {
  const registry = new SqliteRegistry(file);
  const ids = Array.from({ length: 10_000 }, () => Buffer.from(systemRandom.bytes(16)).toString('hex'));
  const started = performance.now();
  expect((await registry.change(ids.map((id) => creation(id)))).every(Boolean)).toBe(true);
  expect((await registry.lookup(ids.map(alias))).size).toBe(ids.length);
  // About 0.2 s here; the limit only catches a change of kind, such as one transaction per row.
  expect(performance.now() - started).toBeLessThan(3000);
  registry.close();
});
