import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { Fault } from '#core/errors.ts';
import type { ObjectInfo } from '#core/ports/object-store.ts';
import type { Cell, QueryEngine, QueryResult } from '#core/ports/query-engine.ts';
import type { ResultStream, StreamingEngine } from '#core/query/result.ts';
import { cellOf } from './athena/cells.ts';
import { isReplacement, isUnknownTable, reasonOf } from './athena/failures.ts';
import { refusalOf } from './athena/guard.ts';
import { waitBetween } from './athena/patience.ts';

export interface AthenaOptions {
  readonly athena: AthenaClient;
  /** Its settings are enforced: where results go, and how much a query may scan. */
  readonly workgroup: string;
  /** Where the view or table `events` is looked for. */
  readonly database: string;
  readonly catalogue: Pick<QueryEngine, 'publish'>;
  /**
   * Lists the merged files that the caller may see, to tell whether some were replaced under a query; without it only Athena's own
   * failures do.
   */
  readonly files?: () => AsyncIterable<ObjectInfo>;
}

/** GetQueryResults gives at most so many rows. */
const PAGE_ROWS = 1_000;
/** A query meets a merge seldom, and several in a row more seldom. */
const ATTEMPTS = 5;

/**
 * SQL by Athena. What a caller may read is IAM's to say, and the workgroup's; that a statement is one SELECT is checked here only to
 * give the same sentence as the embedded edition. Athena does not support that an object is replaced while a query reads it
 * (https://docs.aws.amazon.com/athena/latest/ug/other-notable-limitations.html): then the query is run again.
 */
export class AthenaEngine implements StreamingEngine {
  readonly #options: AthenaOptions;

  constructor(options: AthenaOptions) {
    this.#options = options;
  }

  async run(select: string): Promise<QueryResult> {
    return this.read(select, async ({ columns, chunks }) => {
      const rows: (readonly Cell[])[] = [];
      for await (const chunk of chunks) for (const row of chunk) rows.push(row);
      return { columns, rows };
    });
  }

  async read<T>(select: string, take: (result: ResultStream) => Promise<T>): Promise<T> {
    const refusal = refusalOf(select);
    if (refusal !== null) throw new Fault('query_refused', refusal);
    for (let attempt = 1; ; attempt++) {
      const before = await this.#files();
      const id = await this.#finished(select);
      if (id !== null && same(before, await this.#files())) return take(await this.#result(id));
      if (attempt === ATTEMPTS) throw new Fault('object_changed');
    }
  }

  publish(partition: { readonly slug: string; readonly month: string }): Promise<void> {
    return this.#options.catalogue.publish(partition);
  }

  /** @returns the id of a query that succeeded; null when a file was replaced under it */
  async #finished(select: string): Promise<string | null> {
    const { athena, workgroup: WorkGroup, database: Database } = this.#options;
    const started = new StartQueryExecutionCommand({ QueryString: select, WorkGroup, QueryExecutionContext: { Database } });
    const { QueryExecutionId } = await asked(athena.send(started));
    if (QueryExecutionId === undefined) throw new Fault('query_failed');
    try {
      for (let look = 0; ; look++) {
        await waitBetween(look);
        const { QueryExecution } = await asked(athena.send(new GetQueryExecutionCommand({ QueryExecutionId })));
        const { State, StateChangeReason = '' } = QueryExecution?.Status ?? {};
        if (State === 'SUCCEEDED') return QueryExecutionId;
        if (State !== 'FAILED' && State !== 'CANCELLED') continue;
        if (isReplacement(StateChangeReason)) return null;
        if (isUnknownTable(StateChangeReason)) throw new Fault('query_refused', 'it names a table that is not there');
        // For the terminal of who wrote the SQL and for no log: it may quote rows.
        throw new Fault('query_failed', undefined, { cause: new Error(reasonOf(StateChangeReason)) });
      }
    } catch (error) {
      if (!(error instanceof Fault && error.code.startsWith('query_'))) await this.#stop(QueryExecutionId);
      throw error;
    }
  }

  /** Nobody waits for it any more, and it costs by what it scans. */
  async #stop(QueryExecutionId: string): Promise<void> {
    await this.#options.athena.send(new StopQueryExecutionCommand({ QueryExecutionId })).catch(() => {});
  }

  async #result(QueryExecutionId: string): Promise<ResultStream> {
    const { athena } = this.#options;
    const page = (NextToken?: string) =>
      asked(athena.send(new GetQueryResultsCommand({ QueryExecutionId, MaxResults: PAGE_ROWS, NextToken })));
    const first = await page();
    const columns = (first.ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(({ Name = '', Type = '' }) => ({ name: Name, type: Type }));
    const chunks = async function* () {
      // The first row of the first page names the columns.
      let skip = 1;
      for (let current = first; ; current = await page(current.NextToken)) {
        const rows = (current.ResultSet?.Rows ?? []).slice(skip);
        skip = 0;
        if (rows.length > 0) {
          yield rows.map(({ Data = [] }) => columns.map(({ type }, i) => cellOf(Data[i]?.VarCharValue, type)));
        }
        if (current.NextToken === undefined) return;
      }
    };
    return { columns, chunks: chunks() };
  }

  async #files(): Promise<ReadonlyMap<string, string>> {
    const files = new Map<string, string>();
    if (this.#options.files !== undefined) for await (const { key, etag } of this.#options.files()) files.set(key, etag);
    return files;
  }
}

/** Athena's answer. What it refuses because of the caller's rights, or for now, is no fault of the SQL. */
async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    const invalid = (cause as Error).name === 'InvalidRequestException';
    throw new Fault(invalid ? 'query_failed' : 'engine_unavailable', undefined, { cause });
  }
}

function same(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): boolean {
  return before.size === after.size && [...before].every(([key, etag]) => after.get(key) === etag);
}
