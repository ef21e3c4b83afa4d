import { columnsOf } from '#core/normalise/dialects/moodle/report/columns.ts';
import { eachElement } from '../elements.ts';
import { parsed, tooCostly } from '../json-text.ts';

/** `[[ [row], … ]]`, less what may be taken off as an array of items already. */
const DEEPEST = 3;

/** The rows of a report that was downloaded as JSON, where a line is one, or several; null for any other line. */
export function exportedRows(line: string): (readonly (readonly [string, string])[])[] | null {
  if (!line.startsWith('[') || tooCostly(line, DEEPEST)) return null;
  const rows: (readonly (readonly [string, string])[])[] = [];
  for (const text of rowTexts(line)) {
    const row = rowIn(text);
    if (row === null) return null;
    rows.push(row);
  }
  return rows.length === 0 ? null : rows;
}

function* rowTexts(text: string): Generator<string> {
  if (/^\[\s*\[/.test(text)) for (const element of eachElement(text)) yield* rowTexts(element);
  else yield text;
}

function rowIn(text: string): (readonly [string, string])[] | null {
  const cells = parsed(text, DEEPEST);
  const columns = Array.isArray(cells) ? columnsOf(cells.length) : null;
  if (columns === null || !(cells as unknown[]).every((cell) => typeof cell === 'string' || cell === null)) return null;
  return columns.map((column, i) => [column, (cells as (string | null)[])[i] ?? ''] as const);
}
