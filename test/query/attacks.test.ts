import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventsKey } from '#core/dataset/layout.ts';
import { DAY, row, SLUG } from '../support/rows.ts';
import { type DirectoryLake, directoryLake, fileOf } from './lake.ts';

const SECRET = 'a line that no researcher may read';

let lake: DirectoryLake;
let events: string;
let merged: string;

beforeAll(async () => {
  lake = directoryLake();
  await lake.place(SLUG, DAY, [row('e1a')]);
  events = join(lake.folder, 'events');
  merged = join(lake.folder, eventsKey({ slug: SLUG, day: DAY }));
  for (const folder of ['raw', 'keys']) mkdirSync(join(lake.folder, folder));
  for (const file of ['raw/lines.txt', 'keys/hmac-1.key', 'registry.sqlite']) writeFileSync(join(lake.folder, file), SECRET);
  writeFileSync(join(lake.folder, 'raw/rows.parquet'), await fileOf([row('e1secret')]));
  // Nothing of ours makes links; somebody's script might.
  symlinkSync(join(lake.folder, 'raw'), join(events, 'linked'));
  symlinkSync(join(lake.folder, 'raw/rows.parquet'), join(events, `course=${SLUG}/month=2026-03/2026-03-03.parquet`));
});

afterAll(() => lake.close());

/** Every file and link below the lake, with what is in it. */
function everything(): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(lake.folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(lake.folder, name);
    const kind = lstatSync(path);
    found[name] = kind.isFile() ? readFileSync(path, 'base64') : kind.isSymbolicLink() ? 'link' : 'folder';
  }
  return found;
}

async function outcome(select: string): Promise<string> {
  try {
    return JSON.stringify((await lake.engine.run(select)).rows);
  } catch (error) {
    return String((error as { code?: unknown }).code);
  }
}

const q = (path: string): string => `'${path.replaceAll("'", "''")}'`;

/** Each with the paths of this lake filled in. */
const ATTACKS: Readonly<Record<string, readonly ((lake: string) => string)[]>> = {
  writing: [
    (at) => `COPY (SELECT 1) TO ${q(`${at}/events/x.csv`)}`,
    (at) => `COPY events TO ${q(`${at}/events/x.parquet`)} (FORMAT parquet)`,
    (at) => `ATTACH ${q(`${at}/events/x.db`)} AS x`,
    (at) => `EXPORT DATABASE ${q(`${at}/events/x`)}`,
    (at) => `SELECT * FROM query(${q(`COPY (SELECT 1) TO ${q(`${at}/events/x.csv`)}`)})`,
    (at) => `SELECT * FROM enable_logging(storage_path = ${q(`${at}/events/log`)}, level = 'debug')`,
    (at) => `SELECT * FROM enable_logging(storage = 'file', storage_config = {'path': ${q(`${at}/events/log.csv`)}})`,
    (at) => `CALL enable_logging(storage_path = ${q(`${at}/events/log`)})`,
    (at) => `SELECT * FROM enable_profiling(save_location = ${q(`${at}/events/profile.json`)})`,
    (at) => `WITH x AS (SELECT * FROM enable_logging(storage_path = ${q(`${at}/events/log`)})) SELECT * FROM x`,
    (at) => `SELECT (SELECT count(*) FROM enable_logging(storage_path = ${q(`${at}/events/log`)}))`,
    () => 'WITH x AS (INSERT INTO events SELECT * FROM events RETURNING *) SELECT * FROM x',
    () => 'SELECT 1 INTO mine',
    () => 'CREATE TABLE mine (a INTEGER)',
    () => 'CREATE OR REPLACE VIEW events AS SELECT 1',
    () => 'UPDATE events SET source = source',
    () => 'MERGE INTO events USING events ON true WHEN MATCHED THEN DELETE',
    () => 'CHECKPOINT',
    () => 'VACUUM',
  ],
  reading: [
    () => `SELECT * FROM read_text('/etc/passwd')`,
    () => `SELECT * FROM '/etc/passwd'`,
    () => `SELECT * FROM read_blob('/proc/self/environ')`,
    () => `SELECT getenv('HOME')`,
    (at) => `SELECT * FROM read_text(${q(`${at}/raw/lines.txt`)})`,
    (at) => `SELECT * FROM read_csv(${q(`${at}/events/../raw/lines.txt`)})`,
    () => `SELECT * FROM read_csv('../raw/lines.txt')`,
    (at) => `SELECT * FROM read_parquet(${q(`${at}/events/linked/rows.parquet`)})`,
    (at) => `SELECT * FROM ${q(`${at}/events/linked/rows.parquet`)}`,
    (at) => `SELECT * FROM read_blob(${q(`${at}/keys/hmac-1.key`)})`,
    (at) => `SELECT * FROM sqlite_scan(${q(`${at}/registry.sqlite`)}, 'sources')`,
    (at) => `SELECT * FROM glob(${q(`${at}/**`)})`,
    (at) => `SELECT * FROM parquet_metadata(${q(`${at}/raw/rows.parquet`)})`,
    (at) => `SELECT * FROM sniff_csv(${q(`${at}/raw/lines.txt`)})`,
    (at) => `WITH "${at}/raw/rows.parquet" AS (SELECT 1) SELECT * FROM "${at}/raw/rows.parquet", (SELECT 2)`,
    () => `SELECT * FROM read_csv('https://example.org/x.csv')`,
    () => 'SELECT * FROM duckdb_secrets()',
    () => `SELECT * FROM query_table('events')`,
    () => `SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))`,
    () => 'SELECT * FROM pg_catalog.pg_tables',
  ],
  loosening: [
    () => 'INSTALL httpfs',
    () => 'LOAD httpfs',
    () => 'SET lock_configuration = false',
    () => 'SET enable_external_access = true',
    () => `SET allowed_directories = ['/']`,
    () => 'RESET allowed_directories',
    () => 'PRAGMA database_list',
    () => 'PRAGMA enable_profiling',
    () => 'CREATE SECRET (TYPE s3)',
    () => 'USE memory',
    () => 'PREPARE x AS SELECT 1',
    () => 'EXECUTE x',
    () => 'BEGIN',
    () => 'SELECT 1; SET threads = 1',
    () => '/* ; */ SELECT 1; -- \n COPY events TO STDOUT',
  ],
};

describe('what a statement may not do', () => {
  for (const [aim, attacks] of Object.entries(ATTACKS)) {
    test.each(attacks.map((attack, i) => ({ i, attack })))(`${aim} $i`, async ({ attack }) => {
      const before = everything();
      const said = await outcome(attack(lake.folder));
      expect(said).not.toContain(SECRET);
      expect(said).not.toContain('e1secret');
      expect(said === 'query_refused' || said === 'query_failed' || said === '[[1,2]]').toBe(true);
      expect(everything()).toEqual(before);
    });
  }

  test('a link among the merged files is not followed', async () => {
    expect(await outcome('SELECT event_id FROM events')).toBe('[["e1a"]]');
  });

  test('DuckDB alone would let one of them write: the reason for reading the statement first', async () => {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const own = join(events, 'proof');
    await connection.run(`SET allowed_directories = [${q(`${events}/`)}]`);
    await connection.run('SET enable_external_access = false');
    await connection.run('SET lock_configuration = true');
    const statements = await connection.extractStatements(`SELECT * FROM enable_logging(storage_path = ${q(own)}, level = 'debug')`);
    await (await statements.prepare(0)).run();
    await connection.run('SELECT 1');
    connection.closeSync();
    instance.closeSync();
    expect(readdirSync(events)).toContain('proof');
  });
});

describe('the lock behind', () => {
  test.each([
    ['enable_external_access', false],
    ['lock_configuration', true],
    ['autoinstall_known_extensions', false],
    ['autoload_known_extensions', false],
    ['allow_community_extensions', false],
    ['temp_directory', ''],
    ['TimeZone', 'UTC'],
  ])('%s is %j', async (setting, value) => {
    expect(await outcome(`SELECT current_setting('${setting}')`)).toBe(JSON.stringify([[value]]));
  });

  test('only the merged files may be opened', async () => {
    const [[folders]] = JSON.parse(await outcome(`SELECT current_setting('allowed_directories')`));
    expect(folders).toHaveLength(1);
    expect(folders[0]).toMatch(/\/lake\/events\/$/);
  });
});

describe('what a statement may do', () => {
  test.each([
    'DESCRIBE events',
    'SUMMARIZE events',
    'FROM events',
    'VALUES (1)',
    'SELECT * FROM range(3)',
    'SELECT unnest([1, 2])',
    'PIVOT events ON action IN (played) USING count(*)',
    'SELECT * FROM memory.main.EVENTS',
    'SELECT 1 -- and no more;',
    'SELECT 1;',
  ])('%j', async (select) => {
    expect(await outcome(select)).toMatch(/^\[/);
  });

  test('what it means stays: the merged file is as it was', () => {
    expect(readFileSync(merged).subarray(0, 4).toString()).toBe('PAR1');
  });
});
