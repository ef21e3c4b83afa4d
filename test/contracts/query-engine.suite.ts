import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COLUMNS, type Row } from '#core/dataset/columns.ts';
import type { QueryEngine } from '#core/ports/query-engine.ts';
import { DAY, row, SLUG } from '../support/rows.ts';

export interface EngineUnderTest {
  readonly engine: QueryEngine;
  /** Puts a merged file in place of what was there. */
  place(slug: string, day: string, rows: readonly Row[]): Promise<void>;
  close(): void | Promise<void>;
}

/** What every QueryEngine promises, in SQL that DuckDB and Trino share. `make` gives one over an empty lake. */
export function describeQueryEngine(name: string, make: () => EngineUnderTest | Promise<EngineUnderTest>): void {
  describe(`QueryEngine: ${name}`, () => {
    let lake: EngineUnderTest;
    beforeEach(async () => {
      lake = await make();
    });
    afterEach(() => lake.close());

    const rowsOf = async (select: string) => (await lake.engine.run(select)).rows;
    const refusal = (select: string): Promise<unknown> =>
      lake.engine.run(select).then(
        () => 'it ran',
        (error: { code?: unknown }) => error.code,
      );

    test('an empty lake has every column and no row', async () => {
      const { columns, rows } = await lake.engine.run('SELECT * FROM events');
      expect(columns.map(({ name }) => name)).toEqual([...COLUMNS.map(({ name }) => name), 'course', 'month']);
      expect(rows).toEqual([]);
      expect(await rowsOf('SELECT count(*) FROM events')).toEqual([[0]]);
    });

    test('rows come back as they were merged, and from where', async () => {
      await lake.place(SLUG, DAY, [row('e1a', { score_raw: 0.5, success: true, attempt: 2, object_id: 'd’été' })]);
      const select =
        'SELECT event_id, time, received_on, score_raw, success, attempt, object_id, response, course_id, course, month FROM events';
      expect(await rowsOf(select)).toEqual([
        ['e1a', '2026-03-02T00:00:01.000Z', DAY, 0.5, true, 2, 'd’été', null, 'course-v1:Sorbonne+BIO101+2026', SLUG, '2026-03'],
      ]);
    });

    test('columns have the same types whether there are rows or none', async () => {
      const before = (await lake.engine.run('SELECT * FROM events')).columns;
      await lake.place(SLUG, DAY, [row('e1a')]);
      expect((await lake.engine.run('SELECT * FROM events')).columns).toEqual(before);
    });

    test('all files are one table, and a file without rows is none', async () => {
      await lake.place(SLUG, '2026-03-01', []);
      await lake.place(SLUG, DAY, [row('e1a'), row('e1b')]);
      await lake.place('other-0123456789abcdef', '2026-04-01', [row('e1c', { time: Date.UTC(2026, 3, 1) })]);
      expect(await rowsOf('SELECT month, count(*) FROM events GROUP BY month ORDER BY month')).toEqual([
        ['2026-03', 2],
        ['2026-04', 1],
      ]);
    });

    test('days are days of UTC', async () => {
      await lake.place(SLUG, DAY, [row('e1a', { time: Date.UTC(2026, 2, 2, 23, 59, 59, 999) })]);
      expect(await rowsOf('SELECT CAST(time AS DATE), extract(hour FROM time) FROM events')).toEqual([[DAY, 23]]);
    });

    test('a replaced file is seen by the next query', async () => {
      await lake.place(SLUG, DAY, [row('e1a')]);
      expect(await rowsOf('SELECT event_id FROM events')).toEqual([['e1a']]);
      await lake.place(SLUG, DAY, [row('e1b')]);
      expect(await rowsOf('SELECT event_id FROM events')).toEqual([['e1b']]);
    });

    test('whole numbers are numbers where a double is exact, else text', async () => {
      await lake.place(SLUG, DAY, [row('e1a')]);
      const select = 'SELECT CAST(9007199254740991 AS BIGINT), CAST(9007199254740993 AS BIGINT) FROM events';
      expect(await rowsOf(select)).toEqual([[9007199254740991, '9007199254740993']]);
    });

    test('joins, common tables, windows and unions are SELECT', async () => {
      await lake.place(SLUG, DAY, [row('e1a'), row('e1b')]);
      const select = `WITH one AS (SELECT event_id, row_number() OVER (ORDER BY event_id) AS n FROM events)
        SELECT one.n, other.event_id FROM one JOIN events AS other ON one.event_id = other.event_id
        UNION ALL SELECT 9, 'z' ORDER BY 1`;
      expect(await rowsOf(select)).toEqual([
        [1, 'e1a'],
        [2, 'e1b'],
        [9, 'z'],
      ]);
    });

    test.each([
      '',
      ';',
      'SELECT 1; SELECT 2',
      'INSERT INTO events SELECT * FROM events',
      'DELETE FROM events',
      'CREATE TABLE mine AS SELECT * FROM events',
      'DROP VIEW events',
      'EXPLAIN SELECT 1',
      'SELECT * FROM elsewhere',
      'SELECT * FROM information_schema.tables',
    ])('%j is refused', async (select) => {
      expect(await refusal(select)).toBe('query_refused');
    });

    test.each(['SELECT nothing FROM events', 'SELECT FROM WHERE', 'SELECT CAST(event_id AS INTEGER) FROM events'])(
      '%j fails',
      async (select) => {
        await lake.place(SLUG, DAY, [row('e1a')]);
        expect(await refusal(select)).toBe('query_failed');
      },
    );

    test('a month may be made known again and again', async () => {
      for (let i = 0; i < 2; i++) await lake.engine.publish({ slug: SLUG, month: '2026-03' });
      await lake.place(SLUG, DAY, [row('e1a')]);
      expect(await rowsOf('SELECT count(*) FROM events')).toEqual([[1]]);
    });
  });
}
