/** A column of an answer; `type` is the engine's own name for it. */
export interface ResultColumn {
  readonly name: string;
  readonly type: string;
}

/** JSON-safe cell: timestamps and dates as ISO 8601 text in UTC, 64-bit integers as numbers where exact, else text. */
export type Cell = string | number | boolean | null | readonly Cell[] | { readonly [name: string]: Cell };

export interface QueryResult {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

/** SQL over the merged files and nothing else (AWS: Athena and Glue; embedded: DuckDB). */
export interface QueryEngine {
  /**
   * Runs exactly one SELECT over the view `events`.
   *
   * @throws Fault `query_refused` when the text is anything but one SELECT, `query_failed` when the engine says no
   */
  run(select: string): Promise<QueryResult>;
  /** Makes a course's month known to the engine. Called before the first put into it; calling it again is no error. */
  publish(partition: { readonly slug: string; readonly month: string }): Promise<void>;
}
