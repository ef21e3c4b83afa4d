import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import type { Cell } from '#core/ports/query-engine.ts';
import { csvText } from '#core/query/csv.ts';
import { jsonText } from '#core/query/json.ts';
import { parquetResult } from '#core/query/parquet.ts';
import type { ResultStream } from '#core/query/result.ts';
import { directoryLake } from './lake.ts';

async function* given(...chunks: (readonly (readonly Cell[])[])[]): ResultStream['chunks'] {
  yield* chunks;
}

const columns = [
  { name: 'a', type: 'VARCHAR' },
  { name: 'b,"c"', type: 'INTEGER' },
];

async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}

describe('CSV', () => {
  test('quotes what needs it, and tells null from empty text', async () => {
    const rows = given(
      [
        ['x, "y"\nz', 1],
        [null, null],
      ],
      [['', 2]],
    );
    expect(await textOf(csvText({ columns, chunks: rows }))).toBe('a,"b,""c"""\n"x, ""y""\nz",1\n,\n"",2\n');
  });

  test('has its header without rows', async () => {
    expect(await textOf(csvText({ columns, chunks: given() }))).toBe('a,"b,""c"""\n');
  });
});

describe('JSON', () => {
  test.each<[string, Cell[][][]]>([
    ['no row', []],
    [
      'an empty part between',
      [
        [['x', 1]],
        [],
        [
          ['y', 2],
          [null, 3],
        ],
      ],
    ],
  ])('is one array: %s', async (_, chunks) => {
    const parsed = JSON.parse(await textOf(jsonText({ columns, chunks: given(...chunks) })));
    expect(parsed).toEqual(chunks.flat().map(([a, b]) => ({ a, 'b,"c"': b })));
  });
});

describe('Parquet', () => {
  test('another reader finds the same values, with types', async () => {
    const select = `SELECT 'é' AS text, NULL::VARCHAR AS nothing, 7::TINYINT AS small, 3000000000::BIGINT AS large, 1.25::DOUBLE AS share,
      2.50::DECIMAL(10,2) AS price, true AS yes, DATE '2026-03-02' AS day, TIMESTAMPTZ '2026-03-02 01:02:03.456+00' AS moment,
      [1, 2] AS list, sum(range) AS total FROM range(4) GROUP BY ALL`;
    expect(await readBack(select, 'SELECT * FROM answer')).toEqual([
      ['é', null, 7, '3000000000', 1.25, 2.5, true, '2026-03-02', '2026-03-02 01:02:03.456+00', '[1,2]', 6],
    ]);
  });

  test('an answer larger than a row group, and one without rows', async () => {
    expect(await readBack('SELECT range AS n FROM range(120000)', 'SELECT count(*), sum(n), min(n) FROM answer')).toEqual([
      ['120000', '7199940000', '0'],
    ]);
    expect(await readBack('SELECT 1 AS n WHERE false', 'SELECT count(*), max(n) FROM answer')).toEqual([['0', null]]);
  });
});

/** Writes an answer as Parquet, and asks DuckDB itself about the file. */
async function readBack(select: string, question: string): Promise<unknown> {
  const lake = directoryLake();
  const folder = mkdtempSync(join(tmpdir(), 'sillage-parquet-'));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const chunks = await lake.engine.read(select, async (result) => {
      const parts: Uint8Array[] = [];
      for await (const part of parquetResult(result)) parts.push(part);
      return parts;
    });
    const path = join(folder, 'answer.parquet');
    writeFileSync(path, Buffer.concat(chunks));
    await connection.run("SET TimeZone = 'UTC'");
    await connection.run(`CREATE VIEW answer AS SELECT * FROM read_parquet('${path}')`);
    return (await connection.runAndReadAll(question)).getRowsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
    lake.close();
    rmSync(folder, { recursive: true });
  }
}
