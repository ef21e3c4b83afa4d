import type { AnswerType } from '../glue-table.ts';

export interface ViewColumn {
  readonly name: string;
  readonly type: AnswerType;
  readonly meaning: string;
}

/**
 * A stored SELECT over `events`, in SQL that DuckDB and Athena (Trino 435) run unchanged. What both have with one meaning, and what not:
 * - `date_diff('millisecond', …)` is exact in both, as times are whole milliseconds; of longer units DuckDB counts the boundaries between.
 * - A quotient of whole numbers is whole in Trino and not in DuckDB: one of the two is cast to DOUBLE first.
 * - The sum of whole numbers is wider than BIGINT in DuckDB: it is cast back.
 * - `least` and `greatest` pass over nulls in DuckDB, and are null in Trino: no null reaches them.
 * - `max_by` meets equal keys in any order: row numbers over an order without equals stand in its place.
 * - `substr` from before the beginning of a text is the whole text in DuckDB, and empty in Trino.
 * - DuckDB drops the sign of a zero that passes through a window.
 * - Sums and means of doubles depend on the order of the rows: a table has none.
 */
export interface View {
  readonly name: string;
  /** One sentence. */
  readonly description: string;
  readonly sql: string;
  readonly columns: readonly ViewColumn[];
}
