import type { Cell, QueryResult } from '#core/ports/query-engine.ts';

/** Types as both engines have them; what has no common form keeps its own name, and is seen to differ. */
const COMMON: Readonly<Record<string, string>> = {
  VARCHAR: 'varchar',
  BIGINT: 'bigint',
  INTEGER: 'integer',
  DOUBLE: 'double',
  BOOLEAN: 'boolean',
  DATE: 'date',
  // A time of UTC on both: DuckDB has a type for it, Hive does not.
  'TIMESTAMP WITH TIME ZONE': 'timestamp',
};

export interface CommonForm {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Without the sign of a zero, which DuckDB drops where rows pass through its windows: the same number. */
export function unsigned({ columns, rows }: QueryResult): QueryResult {
  return { columns, rows: rows.map((row) => row.map((cell) => (Object.is(cell, -0) ? 0 : cell))) };
}

/** @param ordered the SQL orders its rows wholly; else their order means nothing */
export function commonForm({ columns, rows }: QueryResult, ordered: boolean): CommonForm {
  return {
    columns: columns.map(({ name, type }) => `${name} ${COMMON[type] ?? type}`),
    rows: ordered ? rows : rows.toSorted((a, b) => compare(keyOf(a), keyOf(b))),
  };
}

function keyOf(row: readonly Cell[]): string {
  return JSON.stringify(row.map((cell) => (Object.is(cell, -0) ? '-0' : cell)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
