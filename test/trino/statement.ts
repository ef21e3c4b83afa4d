/** What Trino answers to one statement (https://trino.io/docs/435/develop/client-protocol.html). */
export interface TrinoAnswer {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Values as the text that came, so that no digit is lost. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** Rows that were read from files, after statistics ruled others out. */
  readonly rowsRead: number;
}

interface Page {
  readonly nextUri?: string;
  readonly columns?: TrinoAnswer['columns'];
  readonly data?: readonly (readonly unknown[])[];
  readonly stats?: { readonly processedRows?: number };
  readonly error?: { readonly errorName: string; readonly message: string };
}

export interface TrinoSession {
  readonly database: string;
  readonly zone: string;
}

/** @throws Error `NAME: message`, as Athena words it */
export async function askTrino(url: string, sql: string, { database, zone }: TrinoSession): Promise<TrinoAnswer> {
  const headers = {
    'x-trino-user': 'test',
    'x-trino-catalog': 'awsdatacatalog',
    'x-trino-schema': database,
    'x-trino-time-zone': zone,
    // Trino ends connections that rest, at times under the next request.
    connection: 'close',
  };
  let page = await pageOf(fetch(`${url}/v1/statement`, { method: 'POST', headers, body: sql }));
  let columns: TrinoAnswer['columns'] = [];
  const rows: (string | null)[][] = [];
  for (;;) {
    columns = page.columns ?? columns;
    for (const row of page.data ?? []) rows.push(row.map(textOf));
    if (page.error !== undefined) throw new Error(`${page.error.errorName}: ${page.error.message}`);
    if (page.nextUri === undefined) return { columns, rows, rowsRead: page.stats?.processedRows ?? 0 };
    page = await pageOf(fetch(page.nextUri, { headers: { connection: 'close' } }));
  }
}

async function pageOf(answer: Promise<Response>): Promise<Page> {
  const text = await (await answer).text();
  // Cells stand in arrays, where numbers stay the text that they are.
  const keep = function (this: unknown, _key: string, value: unknown, context: { readonly source?: string }): unknown {
    return typeof value === 'number' && Array.isArray(this) ? { source: context.source } : value;
  };
  return JSON.parse(text, keep as (this: unknown, key: string, value: unknown) => unknown) as Page;
}

function textOf(value: unknown): string | null {
  if (value === null) return null;
  if (typeof value !== 'object') return String(value);
  const { source } = value as { readonly source?: string };
  return source ?? JSON.stringify(value);
}
