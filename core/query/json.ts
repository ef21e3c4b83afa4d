import type { Cell } from '#core/ports/query-engine.ts';
import type { ResultStream } from './result.ts';

/** An answer as one JSON array of objects, one row a line. */
export async function* jsonText({ columns, chunks }: ResultStream): AsyncGenerator<string> {
  const names = columns.map(({ name }) => name);
  let before = '[';
  for await (const rows of chunks) {
    if (rows.length === 0) continue;
    yield before + rows.map((row) => objectOf(names, row)).join(',\n ');
    before = ',\n ';
  }
  yield before === '[' ? '[]\n' : ']\n';
}

function objectOf(names: readonly string[], row: readonly Cell[]): string {
  return JSON.stringify(Object.fromEntries(names.map((name, i) => [name, row[i] ?? null])));
}
