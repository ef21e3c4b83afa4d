import { COLUMNS, type ColumnType } from '#core/dataset/columns.ts';

const SQL_TYPES: Record<ColumnType, string> = {
  string: 'VARCHAR',
  timestamp: 'TIMESTAMP WITH TIME ZONE',
  date: 'DATE',
  int32: 'INTEGER',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
};

/** Columns that stand in the path only: `course` is the course's folder name, not its id. */
const PARTITIONS = ['course', 'month'];

/** Text as an SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * The view `events` over these files. The rows of no file give every column its type, so that an empty lake, and files from before
 * a column was added, have it all the same.
 *
 * @param files absolute paths; DuckDB takes a name as it stands when there is such a file, whatever brackets or stars it has
 */
export function eventsView(files: readonly string[]): string {
  const typed = [
    ...COLUMNS.map(({ name, type }) => `CAST(NULL AS ${SQL_TYPES[type]}) AS ${name}`),
    ...PARTITIONS.map((name) => `CAST(NULL AS VARCHAR) AS ${name}`),
  ];
  const none = `SELECT ${typed.join(', ')} WHERE false`;
  if (files.length === 0) return `CREATE VIEW events AS ${none}`;
  const names = [...COLUMNS.map(({ name }) => name as string), ...PARTITIONS].join(', ');
  const hive = `hive_partitioning = true, hive_types = {${PARTITIONS.map((name) => `'${name}': VARCHAR`).join(', ')}}`;
  const list = files.map((file) => literal(file)).join(', ');
  const rows = `SELECT * FROM read_parquet([${list}], ${hive}, union_by_name = true)`;
  return `CREATE VIEW events AS SELECT ${names} FROM (${none} UNION ALL BY NAME ${rows})`;
}

/** A stored SELECT over `events`. */
export interface StoredView {
  readonly name: string;
  readonly sql: string;
}

/** In this order, as one may build on another. */
export function storedViews(views: readonly StoredView[]): string[] {
  return views.map(({ name, sql }) => `CREATE VIEW ${name} AS ${sql}`);
}
