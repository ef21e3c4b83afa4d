import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Cli, nativeEvent } from './harness.ts';

const cli = new Cli();
beforeAll(async () => {
  await cli.addSource('campus');
  const body = ['a', 'b', 'c'].map((id) => nativeEvent(id, { course: `cours-${id}` })).join('\n');
  await cli.json('ingest', cli.file('a.log', body), '--source', 'campus');
});
afterAll(() => cli.remove());

test('a table for people', async () => {
  const { code, out } = await cli.run(['query', 'SELECT course_id, count(*) AS n FROM events GROUP BY 1 ORDER BY 1']);
  expect(code).toBe(0);
  expect(out).toBe('course_id  n\ncours-a    1\ncours-b    1\ncours-c    1\n\n3 rows\n');
});

test('CSV and JSON for machines', async () => {
  const select = 'SELECT course_id, time, response FROM events ORDER BY 1 LIMIT 1';
  expect((await cli.run(['query', select, '--format', 'csv'])).out).toBe('course_id,time,response\ncours-a,2026-03-02T10:00:00.000Z,\n');
  expect(await cli.json('query', select)).toEqual([{ course_id: 'cours-a', time: '2026-03-02T10:00:00.000Z', response: null }]);
});

test('into a file of its own name, private, in the place of an older one', async () => {
  for (const select of ['SELECT 1 AS n', 'SELECT range AS n FROM range(100000)']) {
    const { code, out } = await cli.run(['query', select, '--out', 'answer.csv']);
    expect({ code, out }).toEqual({ code: 0, out: '' });
  }
  const path = join(cli.folder, 'answer.csv');
  expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(100_002);
  expect(statSync(path).mode & 0o077).toBe(0);
  await cli.run(['query', 'SELECT * FROM events', '--out', 'answer.parquet']);
  expect(readFileSync(join(cli.folder, 'answer.parquet')).subarray(0, 4).toString()).toBe('PAR1');
});

test('a query that fails leaves the older file, and no half of a new one', async () => {
  await cli.run(['query', 'SELECT 1 AS n', '--out', 'kept.csv']);
  const select = "SELECT CASE WHEN range < 50000 THEN 1 ELSE CAST('x' || range AS INTEGER) END AS n FROM range(100000)";
  expect((await cli.run(['query', select, '--out', 'kept.csv'])).code).toBe(1);
  expect(readFileSync(join(cli.folder, 'kept.csv'), 'utf8')).toBe('n\n1\n');
  expect(readdirSync(cli.folder).filter((name) => name.startsWith('.sillage-'))).toEqual([]);
});

test('Parquet on the standard output goes to a pipe', async () => {
  const child = cli.start(['query', 'SELECT * FROM events', '--format', 'parquet']);
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(child, 'close');
  const bytes = Buffer.concat(chunks);
  expect([bytes.subarray(0, 4).toString(), bytes.subarray(-4).toString()]).toEqual(['PAR1', 'PAR1']);
});

test('whoever stops reading is no failure', async () => {
  const child = cli.start(['query', 'SELECT * FROM range(3000000)', '--format', 'csv']);
  child.stdout?.once('data', () => child.stdout?.destroy());
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(0);
});

test('a mistake in the SQL is shown to who wrote it; anything but SELECT is refused', async () => {
  const unknown = await cli.run(['query', 'SELECT corse_id FROM events']);
  expect(unknown.code).toBe(1);
  expect(unknown.err).toContain('course_id');
  const refused = await cli.run(['query', `COPY events TO '${cli.data}/events/x.csv'`, '--json']);
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.err)).toMatchObject({ error: { code: 'query_refused' } });
  expect(existsSync(`${cli.data}/events/x.csv`)).toBe(false);
});

test('a folder that cannot be written: one sentence', async () => {
  const { code, err } = await cli.run(['query', 'SELECT 1', '--out', 'nowhere/answer.csv']);
  expect(code).toBe(1);
  expect(err).toMatch(/^sillage: Nothing can be written to nowhere\/answer\.csv/);
});
