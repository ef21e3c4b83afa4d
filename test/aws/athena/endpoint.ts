import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** An answer in the words of the engine behind: every value as text, as Athena gives them. */
export interface EngineAnswer {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** The engine behind the endpoint. What it throws becomes a failed query, its message Athena's reason. */
export interface SqlBehind {
  run(sql: string, database: string, workgroup: string): Promise<EngineAnswer>;
}

export interface AthenaEndpoint {
  readonly url: string;
  close(): Promise<void>;
}

type Outcome = { readonly answer: EngineAnswer } | { readonly reason: string } | null;

/**
 * Athena's JSON protocol before a real SQL engine: the emulator at hand knows the protocol and runs no SQL.
 * https://docs.aws.amazon.com/athena/latest/APIReference/Welcome.html
 */
export async function athenaEndpoint(behind: SqlBehind): Promise<AthenaEndpoint> {
  const queries = new Map<string, Outcome>();
  const operations: Readonly<Record<string, (input: Record<string, unknown>) => unknown>> = {
    StartQueryExecution: ({ QueryString, QueryExecutionContext, WorkGroup }) => {
      const id = `query-${queries.size}`;
      queries.set(id, null);
      const { Database = '' } = (QueryExecutionContext ?? {}) as { Database?: string };
      behind.run(String(QueryString), Database, String(WorkGroup)).then(
        (answer) => queries.set(id, { answer }),
        (error: unknown) => queries.set(id, { reason: error instanceof Error ? error.message : String(error) }),
      );
      return { QueryExecutionId: id };
    },
    GetQueryExecution: ({ QueryExecutionId }) => {
      const outcome = queries.get(String(QueryExecutionId)) ?? null;
      const State = outcome === null ? 'RUNNING' : 'answer' in outcome ? 'SUCCEEDED' : 'FAILED';
      const Status = { State, ...(outcome !== null && 'reason' in outcome ? { StateChangeReason: outcome.reason } : {}) };
      return { QueryExecution: { QueryExecutionId, Status } };
    },
    GetQueryResults: ({ QueryExecutionId, MaxResults, NextToken }) => {
      const outcome = queries.get(String(QueryExecutionId)) ?? null;
      if (outcome === null || !('answer' in outcome)) throw new Error('the query has not succeeded');
      const { columns, rows } = outcome.answer;
      const all = [columns.map(({ name }) => name), ...rows];
      const from = Number(NextToken ?? 0);
      const to = from + Number(MaxResults ?? 1000);
      const Rows = all.slice(from, to).map((row) => ({ Data: row.map((value) => (value === null ? {} : { VarCharValue: value })) }));
      const ColumnInfo = columns.map(({ name, type }) => ({ Name: name, Type: type }));
      return { ResultSet: { Rows, ResultSetMetadata: { ColumnInfo } }, ...(to < all.length ? { NextToken: String(to) } : {}) };
    },
    StopQueryExecution: () => ({}),
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const operation = String(request.headers['x-amz-target'] ?? '').replace(/^.*\./, '');
    const input = JSON.parse(await text(request)) as Record<string, unknown>;
    try {
      const output = operations[operation]?.(input);
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(output));
    } catch (error) {
      const body = { __type: 'InvalidRequestException', message: String(error) };
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    }
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
