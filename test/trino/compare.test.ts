import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { eventsKey } from '#core/dataset/layout.ts';
import type { QueryResult } from '#core/ports/query-engine.ts';
import { athenaView, grantedEventsView } from '#core/query/athena-view.ts';
import { type GlueTable, grantedTable } from '#core/query/glue-table.ts';
import { QUESTIONS, question } from '#core/query/questions/ask.ts';
import { ofLearners } from '#core/query/small-groups.ts';
import { VIEWS } from '#core/query/views.ts';
import { courseReport } from '#core/report/report.ts';
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

/**
 * A researcher's table as Trino can read it: its own projection steps by days and less, Athena's by months too
 * (https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html), so here the months are told one by one.
 */
function forTrino(table: GlueTable): GlueTable {
  const others = Object.entries(table.parameters).filter(([name]) => !name.startsWith('projection.month.'));
  if (others.length === Object.keys(table.parameters).length) return table;
  const months = Array.from({ length: 48 }, (_, n) => `${2024 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`);
  const told = { 'projection.month.type': 'enum', 'projection.month.values': ['2000-01', ...months].join(',') };
  return { ...table, parameters: { ...Object.fromEntries(others), ...told } };
}

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
      const whole = await same(`question ${name}`, question(name, { course }), { ordered: true });
      const span = { course, from: '2026-03-16', to: '2026-03-29' };
      const part = await same(`question ${name}, a span`, question(name, span), { ordered: true });
      // Over the whole course, its learners' last weeks lie too far apart for any to be shown.
      expect(whole.length + part.length).toBeGreaterThan(0);
    }
    expect(await same(`question ${name}, nine learners`, question(name, { course: NINE }), { ordered: true })).toEqual([]);
  });

  test('everything that a report asks', async () => {
    let n = 0;
    const ask = async (select: string) => {
      await same(`report, question ${++n}`, select, { ordered: /ORDER BY/.test(select) });
      return duckdb.engine.run(select);
    };
    const report = await courseReport(LARGE, ask, { version: '', madeOn: '' });
    expect(report.sections.map(({ figures }) => figures.length)).toEqual([2, 2, 0, 1, 1]);
    expect(n).toBeGreaterThan(6);
  });

  test('the events of a researcher are those of her courses, as learners', async () => {
    const database = `${lake.database}_leila`;
    await makeDatabase(database, [
      forTrino(grantedTable(lake.location, [TEN, NINE])),
      ...[grantedEventsView(), ...VIEWS].map((view) => athenaView(view, database)),
    ]);
    const onDuckdb = `SELECT * FROM events WHERE course IN ('${TEN}', '${NINE}') AND ${ofLearners('events')}`;
    const rows = await same('view events of a researcher', 'SELECT * FROM events', { database, onDuckdb });
    expect(rows.length).toBeGreaterThan(100);
    const courses = await same('her view courses', 'SELECT * FROM courses', {
      database,
      onDuckdb: `SELECT * FROM courses WHERE course = '${TEN}'`,
    });
    expect(courses.length).toBe(1);
    // Whatever she asks her own table, it knows no other course.
    const all = await same('her table', 'SELECT course, month, count(*) AS n FROM granted_events GROUP BY course, month', {
      database,
      onDuckdb: `SELECT course, month, count(*) AS n FROM events WHERE course IN ('${TEN}', '${NINE}') GROUP BY course, month`,
    });
    expect(new Set(all.map(([course]) => course))).toEqual(new Set([TEN, NINE]));
    const other = `SELECT count(*) AS n FROM granted_events WHERE course = '${LARGE}'`;
    await same('another course', other, { database, onDuckdb: 'SELECT CAST(0 AS BIGINT) AS n' });
  });

  test('no grant, no row', async () => {
    const database = `${lake.database}_nobody`;
    await makeDatabase(database, [grantedTable(lake.location, []), athenaView(grantedEventsView(), database)]);
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
