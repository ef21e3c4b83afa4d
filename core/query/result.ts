import type { Cell, QueryEngine, ResultColumn } from '#core/ports/query-engine.ts';

/** An answer as it comes, some rows at a time: it need not fit into memory. */
export interface ResultStream {
  readonly columns: readonly ResultColumn[];
  readonly chunks: AsyncIterable<readonly (readonly Cell[])[]>;
}

/** An engine that can hand an answer on while it is being computed. */
export interface StreamingEngine extends QueryEngine {
  /**
   * As `run`, but `take` is given the rows as they come, and may stop early.
   * It is called again, from the beginning, when a merge replaced files meanwhile: what it had taken before is void.
   */
  read<T>(select: string, take: (result: ResultStream) => Promise<T>): Promise<T>;
}
