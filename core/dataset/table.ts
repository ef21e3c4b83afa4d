import { COLUMNS, type ColumnName, type Row } from './columns.ts';

type Cell = Row[ColumnName];

/** Rows by column: what Parquet stores, and what moves fast. */
export interface Table {
  readonly length: number;
  readonly columns: Readonly<Record<ColumnName, Cell[]>>;
}

export const COLUMN_NAMES: readonly ColumnName[] = COLUMNS.map(({ name }) => name);

export function tableOf(rows: readonly Row[]): Table {
  const builder = new TableBuilder();
  for (const row of rows) builder.addRow(row);
  return builder.take();
}

export function rowAt(table: Table, index: number): Row {
  const row: Record<string, Cell> = {};
  for (const name of COLUMN_NAMES) row[name] = table.columns[name][index] as Cell;
  return row as unknown as Row;
}

/** Collects rows from tables and objects. */
export class TableBuilder {
  #columns = emptyColumns();
  #length = 0;

  get length(): number {
    return this.#length;
  }

  addRow(row: Row): void {
    for (const name of COLUMN_NAMES) this.#columns[name].push(row[name]);
    this.#length++;
  }

  /** Copies one row of a table, with another learner where one is given. */
  addFrom(table: Table, index: number, learner?: Row['learner']): void {
    for (const name of COLUMN_NAMES) this.#columns[name].push(table.columns[name][index] as Cell);
    if (learner !== undefined) this.#columns.learner[this.#length] = learner;
    this.#length++;
  }

  /** The rows so far; the builder begins anew. */
  take(): Table {
    const table = { length: this.#length, columns: this.#columns };
    this.#columns = emptyColumns();
    this.#length = 0;
    return table;
  }
}

function emptyColumns(): Record<ColumnName, Cell[]> {
  return Object.fromEntries(COLUMN_NAMES.map((name) => [name, []])) as unknown as Record<ColumnName, Cell[]>;
}

/** The order of merged files: by time, then event id. */
export function compareRows(a: Pick<Row, 'time' | 'event_id'>, b: Pick<Row, 'time' | 'event_id'>): number {
  return a.time - b.time || (a.event_id < b.event_id ? -1 : a.event_id > b.event_id ? 1 : 0);
}
