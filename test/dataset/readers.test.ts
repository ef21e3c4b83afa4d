import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { DataType, TimeUnit, tableFromIPC } from 'apache-arrow';
import { readParquet } from 'parquet-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COLUMNS, type Column, type Row } from '#core/dataset/columns.ts';
import { parquetBytes } from '#core/dataset/parquet/write.ts';
import { tableOf } from '#core/dataset/table.ts';
import { row } from '../support/rows.ts';

// What researchers' own tools make of our files, read without any code of ours.

const full: Partial<Row> = {
  time: Date.UTC(2026, 2, 29, 0, 59, 59, 987), // an instant that Paris skips over when summer time begins
  received_on: 20_541, // 2026-03-29
  position: -3,
  duration_s: -0,
  score_raw: 0.1 + 0.2,
  success: false,
  completion: true,
  attempt: 2_147_483_647,
  response: '',
  page: '/courses/été/🎓/:x',
};
const rows = [row('e1a', full), row('e1b', { time: 0, received_on: 0 }), row('e1c', { time: Date.UTC(2100, 0, 1) })];

let folder: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sillage-readers-'));
  path = join(folder, 'day.parquet');
  await writeFile(path, await parquetBytes([tableOf(rows.slice(0, 2)), tableOf(rows.slice(2))], { schema_version: '1' }));
  await writeFile(join(folder, 'empty.parquet'), await parquetBytes([], { schema_version: '1' }));
});

afterAll(() => rm(folder, { recursive: true }));

async function duck(sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    // A researcher's laptop is anywhere.
    await connection.run("SET TimeZone = 'Asia/Tokyo'");
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const DUCK_TYPES: Record<Column['type'], string> = {
  string: 'VARCHAR',
  timestamp: 'TIMESTAMP WITH TIME ZONE',
  date: 'DATE',
  int32: 'INTEGER',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
};

describe('DuckDB', () => {
  it.each(['day', 'empty'])('sees every column of %s.parquet with its type', async (name) => {
    const described = await duck(`DESCRIBE SELECT * FROM '${join(folder, `${name}.parquet`)}'`);
    expect(described.map(({ column_name, column_type }) => [column_name, column_type])).toEqual(
      COLUMNS.map((column) => [column.name, DUCK_TYPES[column.type]]),
    );
  });

  it('reads every value, and times as instants', async () => {
    const found = await duck(`SELECT *, epoch_ms(time) AS ms, CAST(received_on AS VARCHAR) AS received FROM '${path}' ORDER BY event_id`);
    expect(found.map(({ ms }) => Number(ms))).toEqual(rows.map(({ time }) => time));
    expect(found.map(({ received }) => received)).toEqual(['2026-03-29', '1970-01-01', '2026-03-02']);
    const plain = COLUMNS.filter(({ type }) => type !== 'timestamp' && type !== 'date');
    for (const [i, expected] of rows.entries()) {
      for (const { name } of plain) expect([name, found[i]?.[name]]).toEqual([name, expected[name]]);
    }
  });

  it('skips row groups by their times', async () => {
    const groups = await duck(
      `SELECT stats_min_value FROM parquet_metadata('${path}') WHERE path_in_schema = 'time' ORDER BY row_group_id`,
    );
    expect(groups).toHaveLength(2);
    expect(groups[1]?.['stats_min_value']).toContain('2100');
  });
});

describe('Arrow (parquet-wasm, written in Rust)', () => {
  async function arrow(name: string) {
    return tableFromIPC(readParquet(await readFile(join(folder, name))).intoIPCStream());
  }

  it('sees every column with its type, nullability and time zone', async () => {
    const { fields } = (await arrow('day.parquet')).schema;
    expect(fields.map(({ name, nullable }) => [name, nullable])).toEqual(COLUMNS.map(({ name, nullable }) => [name, nullable]));
    for (const [i, { name, type }] of COLUMNS.entries()) {
      const seen: DataType | undefined = fields[i]?.type;
      if (type === 'timestamp') {
        expect(DataType.isTimestamp(seen) && [seen.unit, seen.timezone]).toEqual([TimeUnit.MILLISECOND, 'UTC']);
      } else if (type === 'date') expect(DataType.isDate(seen)).toBe(true);
      else if (type === 'int32') expect(DataType.isInt(seen) && seen.bitWidth).toBe(32);
      else if (type === 'double') expect(DataType.isFloat(seen)).toBe(true);
      else if (type === 'boolean') expect(DataType.isBool(seen)).toBe(true);
      else expect([name, DataType.isUtf8(seen)]).toEqual([name, true]);
    }
  });

  it('reads every value', async () => {
    const table = await arrow('day.parquet');
    for (const { name, type } of COLUMNS) {
      const column = table.getChild(name);
      const seen = rows.map((_, i) => {
        const value: unknown = column?.get(i);
        return type === 'date' && value !== null ? Number(value) / 86_400_000 : type === 'timestamp' ? Number(value) : value;
      });
      expect([name, seen]).toEqual([name, rows.map((each) => each[name])]);
    }
  });

  it('reads a file without rows', async () => {
    expect((await arrow('empty.parquet')).numRows).toBe(0);
  });
});
