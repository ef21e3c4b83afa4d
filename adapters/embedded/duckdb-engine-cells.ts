import type { DuckDBValue } from '@duckdb/node-api';
import * as duckdb from '@duckdb/node-api';
import type { Cell } from '#core/ports/query-engine.ts';

const MICROS_PER_MS = 1000n;
const MS_PER_DAY = 86_400_000;
/** The first and last moment of ECMAScript's Date, ms from the epoch. */
const DATE_LIMIT_MS = 8.64e15;
/** Digits that a double keeps whatever they are. */
const EXACT_DIGITS = 15;

/** A value of DuckDB as a cell: nothing in it is lost to JSON without being told as text. */
export function cellOf(value: DuckDBValue): Cell {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    default:
      return value === null ? null : cellOfObject(value);
  }
}

function cellOfObject(value: Exclude<DuckDBValue, string | number | boolean | bigint | null>): Cell {
  if (value instanceof duckdb.DuckDBTimestampTZValue || value instanceof duckdb.DuckDBTimestampValue) {
    return moment(value.micros / MICROS_PER_MS, value);
  }
  if (value instanceof duckdb.DuckDBTimestampMillisecondsValue) return moment(value.millis, value);
  if (value instanceof duckdb.DuckDBTimestampSecondsValue) return moment(value.seconds * 1000n, value);
  if (value instanceof duckdb.DuckDBTimestampNanosecondsValue) return moment(value.nanos / (MICROS_PER_MS * 1000n), value);
  if (value instanceof duckdb.DuckDBDateValue) return day(value);
  if (value instanceof duckdb.DuckDBDecimalValue) return decimal(String(value));
  if (value instanceof duckdb.DuckDBListValue || value instanceof duckdb.DuckDBArrayValue) return value.items.map(cellOf);
  if (value instanceof duckdb.DuckDBStructValue) {
    return Object.fromEntries(Object.entries(value.entries).map(([name, inner]) => [name, cellOf(inner)]));
  }
  if (value instanceof duckdb.DuckDBMapValue) {
    return Object.fromEntries(value.entries.map(({ key, value: inner }) => [String(cellOf(key)), cellOf(inner)]));
  }
  if (value instanceof duckdb.DuckDBUnionValue || value instanceof duckdb.DuckDBVariantValue) return cellOf(value.value);
  return String(value);
}

/** Times without a zone are UTC here, as all times of the dataset are. */
function moment(ms: bigint, value: object): string {
  const time = Number(ms);
  return Math.abs(time) <= DATE_LIMIT_MS ? new Date(time).toISOString() : String(value);
}

function day(value: duckdb.DuckDBDateValue): string {
  const time = value.days * MS_PER_DAY;
  const text = Math.abs(time) <= DATE_LIMIT_MS ? new Date(time).toISOString() : String(value);
  return text.includes('T') ? text.slice(0, text.indexOf('T')) : text;
}

function decimal(text: string): Cell {
  return text.replace(/[-.]/g, '').replace(/^0+/, '').length <= EXACT_DIGITS ? Number(text) : text;
}
