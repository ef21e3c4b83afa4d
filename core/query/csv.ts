import type { Cell } from '#core/ports/query-engine.ts';
import type { ResultStream } from './result.ts';

const QUOTED = /[",\r\n]/;

/**
 * An answer as CSV (RFC 4180, lines ended by LF as readers of data expect them): a header, null as nothing, empty text as "".
 * Lists and structures are JSON text.
 */
export async function* csvText({ columns, chunks }: ResultStream): AsyncGenerator<string> {
  yield line(columns.map(({ name }) => name));
  for await (const rows of chunks) yield rows.map(line).join('');
}

function line(cells: readonly Cell[]): string {
  return `${cells.map(field).join(',')}\n`;
}

function field(cell: Cell): string {
  if (cell === null) return '';
  const text = typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
  return text === '' || QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
