import { type Column, reportHeader } from '#core/normalise/dialects/moodle/report/columns.ts';
import { DELIMITERS, type Delimiter, fieldsOf } from './csv.ts';

/** What the first line of a CSV file says of the others. */
export type Header =
  | { readonly kind: 'log'; readonly delimiter: Delimiter; readonly columns: readonly string[] }
  | { readonly kind: 'report'; readonly delimiter: Delimiter; readonly columns: readonly Column[]; readonly language: string };

const LONGEST = 4_096;

/** The header of a dump of Moodle's log table, or of its report in a known language; null for any other line. */
export function headerOf(line: string): Header | null {
  if (line.length > LONGEST || line.startsWith('{') || line.startsWith('[')) return null;
  for (const delimiter of DELIMITERS) {
    const titles = fieldsOf(line, delimiter)?.map((title) => title.trim());
    if (titles === undefined || titles.length < 3) continue;
    const columns = titles.map((title) => title.toLowerCase());
    if (['id', 'eventname', 'timecreated'].every((column) => columns.includes(column))) return { kind: 'log', delimiter, columns };
    const report = reportHeader(titles);
    if (report !== null) return { kind: 'report', delimiter, ...report };
  }
  return null;
}
