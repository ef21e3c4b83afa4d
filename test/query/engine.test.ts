import { describe, expect, test } from 'vitest';
import type { Cell } from '#core/ports/query-engine.ts';
import { DAY, row, SLUG } from '../support/rows.ts';
import { directoryLake } from './lake.ts';

async function withLake<T>(use: (lake: ReturnType<typeof directoryLake>) => Promise<T>): Promise<T> {
  const lake = directoryLake();
  try {
    return await use(lake);
  } finally {
    lake.close();
  }
}

const cell = (expression: string): Promise<Cell | undefined> =>
  withLake(async ({ engine }) => (await engine.run(`SELECT ${expression}`)).rows[0]?.[0]);

describe('cells', () => {
  test.each<readonly [string, Cell]>([
    ['NULL', null],
    ["'é\u{1F6A4}'", 'é\u{1F6A4}'],
    ['true', true],
    ['1.5::DOUBLE', 1.5],
    ["'NaN'::DOUBLE", 'NaN'],
    ["'-infinity'::DOUBLE", '-Infinity'],
    ['sum(i) FROM range(3) r(i)', 3],
    ['170141183460469231731687303715884105727::HUGEINT', '170141183460469231731687303715884105727'],
    ['0.10::DECIMAL(18,2)', 0.1],
    ['1234567890123456.78::DECIMAL(18,2)', '1234567890123456.78'],
    ["DATE '1969-12-31'", '1969-12-31'],
    ["DATE '0044-03-15 (BC)'", '-000043-03-15'],
    ["TIMESTAMPTZ '2026-03-29 02:30:00.1234+02'", '2026-03-29T00:30:00.123Z'],
    ["TIMESTAMP '2026-03-29 02:30:00'", '2026-03-29T02:30:00.000Z'],
    ["TIMESTAMP_S '2026-03-29 02:30:00'", '2026-03-29T02:30:00.000Z'],
    ["TIMESTAMP_NS '2026-03-29 02:30:00.987654321'", '2026-03-29T02:30:00.987Z'],
    ["'infinity'::TIMESTAMPTZ", 'infinity'],
    ["TIME '02:30:00'", '02:30:00'],
    ["INTERVAL '1 day 2 hours'", '1 day 02:00:00'],
    ['[1, NULL, 3]', [1, null, 3]],
    ["{'a': 1, 'b': [DATE '2026-01-01']}", { a: 1, b: ['2026-01-01'] }],
    ["MAP {'a': 1, 'b': 2}", { a: 1, b: 2 }],
    ["'550e8400-e29b-41d4-a716-446655440000'::UUID", '550e8400-e29b-41d4-a716-446655440000'],
  ])('%s', async (expression, expected) => {
    expect(await cell(expression)).toEqual(expected);
  });

  test('two columns of one name are both there', () =>
    withLake(async ({ engine }) => {
      const { columns, rows } = await engine.run('SELECT 1 AS a, 2 AS a');
      expect(new Set(columns.map(({ name }) => name)).size).toBe(2);
      expect(rows).toEqual([[1, 2]]);
    }));
});

describe('a query that meets a merge', () => {
  test('is run again, from its beginning', () =>
    withLake(async (lake) => {
      await lake.place(SLUG, DAY, [row('e1a')]);
      const seen: string[][] = [];
      const ids = await lake.engine.read('SELECT event_id FROM events', async ({ chunks }) => {
        const found: string[] = [];
        for await (const rows of chunks) found.push(...rows.map(([id]) => String(id)));
        if (seen.push(found) === 1) await lake.place(SLUG, DAY, [row('e1a'), row('e1b')]);
        return found;
      });
      expect(seen[0]).toEqual(['e1a']);
      expect(ids).toEqual(['e1a', 'e1b']);
    }));

  test('is run again when a file came, even if the first run failed', () =>
    withLake(async (lake) => {
      let runs = 0;
      const result = await lake.engine.read('SELECT 1', async () => {
        if (++runs > 1) return 'whole';
        await lake.place(SLUG, DAY, [row('e1a')]);
        throw new Error('a file went away under it');
      });
      expect(result).toBe('whole');
    }));

  test('gives up with a sentence when files never stand still', () =>
    withLake(async (lake) => {
      let generation = 0;
      const never = lake.engine.read('SELECT 1', () => lake.place(SLUG, DAY, [row(`e1${generation++}`)]));
      await expect(never).rejects.toMatchObject({ code: 'object_changed' });
      expect(generation).toBeLessThan(10);
    }));
});

describe('large answers', () => {
  test('come in parts, and need not be read to their end', () =>
    withLake(async ({ engine }) => {
      let rows = 0;
      await engine.read('SELECT * FROM range(1000000000)', async ({ chunks }) => {
        for await (const chunk of chunks) {
          rows += chunk.length;
          if (rows > 10_000) break;
        }
      });
      expect(rows).toBeLessThan(100_000);
    }));

  test('an error in the middle is the whole answer', () =>
    withLake(async ({ engine }) => {
      const select = "SELECT CASE WHEN range < 50000 THEN 1 ELSE CAST('x' || range AS INTEGER) END FROM range(100000)";
      await expect(engine.run(select)).rejects.toMatchObject({ code: 'query_failed' });
    }));
});
