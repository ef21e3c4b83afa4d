import type { SchemaElement } from 'hyparquet';
import { COLUMNS, type Column, type ColumnType } from '../columns.ts';

/**
 * Both the logical and the older converted type are written: readers that know only one of them
 * would otherwise take timestamps for local times (Parquet format, LogicalTypes.md, TIMESTAMP).
 */
const ELEMENTS: Record<ColumnType, Partial<SchemaElement>> = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  timestamp: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
  date: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
  int32: { type: 'INT32' },
  double: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
};

const leaf = ({ name, type, nullable }: Column): SchemaElement => ({
  name,
  ...ELEMENTS[type],
  repetition_type: nullable ? 'OPTIONAL' : 'REQUIRED',
});

export const PARQUET_SCHEMA: SchemaElement[] = [{ name: 'event', num_children: COLUMNS.length }, ...COLUMNS.map(leaf)];
