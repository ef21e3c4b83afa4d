import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { eventsKey } from '#core/dataset/layout.ts';
import type { QueryResult } from '#core/ports/query-engine.ts';
import { athenaView, grantedEventsView } from '#core/query/athena-view.ts';
import { QUESTIONS, question } from '#core/query/questions/ask.ts';
import { VIEWS } from '#core/query/views.ts';
import { type AthenaEndpoint, athenaEndpoint } from '../aws/athena/endpoint.ts';
import { type AthenaLake, athenaLake, engineOver, makeDatabase } from '../aws/athena/lake.ts';
import { type DirectoryLake, directoryLake, fileOf } from '../query/lake.ts';
import { commonForm, unsigned } from './common-form.ts';
import { hardRows, LARGE, NINE, TEN } from './rows.ts';
import { SELECTS } from './selects.ts';
import { type Compared, comparisonTable } from './table.ts';
import { trinoBehind } from './trino-behind.ts';

/** Zones of Trino's session, one an endpoint: east, west, and half an hour of summer time. */
const ZONES = ['UTC', 'Asia/Kolkata', 'America/New_York', 'Australia/Lord_Howe'];

const QUESTIONS_FOLDER = new URL('../../examples/questions/', import.meta.url);
const EXAMPLES = readdirSync(QUESTIONS_FOLDER).filter((file) => file.endsWith('.sql'));

const endpoints: AthenaEndpoint[] = [];
const compared: Compared[] = [];
let duckdb: DirectoryLake;
let lake: AthenaLake;

beforeAll(async () => {
  for (const zone of ZONES) endpoints.push(await athenaEndpoint(trinoBehind(inject('trino'), zone)));
  duckdb = directoryLake();
  lake = await athenaLake(endpoints[0]?.url ?? '');
  for (const [slug, days] of hardRows()) {
    // A day whose rows were all erased.
    for (const [day, rows] of [...days, ['2026-05-01', []] as const]) {
      const file = await fileOf(rows);
      await duckdb.objects.put(eventsKey({ slug, day }), file);
      await lake.put(slug, day, file);
    }
  }
});

afterAll(async () => {
  for (const endpoint of endpoints) await endpoint.close();
  duckdb.close();
  process.stdout.write(comparisonTable(compared));
});

/** Asks DuckDB once and Trino in every zone. @returns DuckDB's rows */
async function same(
  name: string,
  sql: string,
  { ordered = false, onDuckdb = sql, database = lake.database, seen = (answer: QueryResult) => answer } = {},
) {
  const expected = commonForm(seen(await duckdb.engine.run(onDuckdb)), ordered);
  for (const [i, endpoint] of endpoints.entries()) {
    const engine = engineOver(endpoint.url, database);
    const entry = { name, zone: ZONES[i] ?? '', rows: expected.rows.length, equal: false };
    compared.push(entry);
    expect(commonForm(seen(await engine.run(sql)), ordered)).toEqual(expected);
    entry.equal = true;
  }
  return expected.rows;
}

describe('the same on DuckDB and on Trino 435', () => {
  test.each(VIEWS.map(({ name }) => name))('view %s', async (name) => {
    const rows = await same(`view ${name}`, `SELECT * FROM ${name}`, { seen: unsigned });
    expect(new Set(rows.map(([course]) => course))).toEqual(new Set([LARGE, TEN]));
  });

  test.each(QUESTIONS.map(({ name }) => name))('question %s', async (name) => {
    for (const course of [LARGE, TEN]) {
      const rows = await same(`question ${name}`, question(name, { course }), { ordered: true });
      expect(rows.length).toBeGreaterThan(0);
    }
    await same(`question ${name}, a span`, question(name, { course: LARGE, from: '2026-03-16', to: '2026-03-29' }), { ordered: true });
    expect(await same(`question ${name}, nine learners`, question(name, { course: NINE }), { ordered: true })).toEqual([]);
  });

  test('the events of a researcher are those of her courses, as learners', async () => {
    const database = `${lake.database}_leila`;
    await makeDatabase(database, [
      athenaView(grantedEventsView([TEN, NINE], lake.database), database),
      ...VIEWS.map((view) => athenaView(view, database)),
    ]);
    const onDuckdb = `SELECT * FROM events WHERE course IN ('${TEN}', '${NINE}') AND (role IS NULL OR role = 'learner')`;
    const rows = await same('view events of a researcher', 'SELECT * FROM events', { database, onDuckdb });
    expect(rows.length).toBeGreaterThan(100);
    const courses = await same('her view courses', 'SELECT * FROM courses', {
      database,
      onDuckdb: `SELECT * FROM courses WHERE course = '${TEN}'`,
    });
    expect(courses.length).toBe(1);
  });

  test('no grant, no row', async () => {
    const database = `${lake.database}_nobody`;
    await makeDatabase(database, [athenaView(grantedEventsView([], lake.database), database)]);
    expect(await same('view events of nobody', 'SELECT * FROM events', { database, onDuckdb: 'SELECT * FROM events LIMIT 0' })).toEqual([]);
  });

  test.each(EXAMPLES)('example %s', async (file) => {
    const sql = readFileSync(new URL(file, QUESTIONS_FOLDER), 'utf8');
    // Some have no group of ten among these rows; on the demo's data all have.
    await same(`example ${file}`, sql, { ordered: true, seen: unsigned });
  });

  test.each(SELECTS)('%s', async (sql) => {
    const ordered = /ORDER BY (?!object_id)[^)]*$/.test(sql);
    const rows = await same(sql, sql, { ordered });
    if (!sql.includes('EXCEPT')) expect(rows.length).toBeGreaterThan(0);
  });
});
