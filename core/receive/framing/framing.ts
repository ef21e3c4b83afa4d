import { NOT_UTF8 } from '#core/normalise/normalise.ts';
import { fieldsOf } from './csv.ts';
import { exportedRows } from './export.ts';
import { type Header, headerOf } from './header.ts';
import { type Found, Records } from './records.ts';

/** What the sender says of a whole file, because its rows do not. Written into each row, so that it stands for itself. */
export interface Declared {
  /** IANA name of the time zone in which a report tells its times. */
  readonly timeZone: string | null;
  /** The course of a report that was downloaded from within it: its rows do not name it. */
  readonly course: string | null;
}

export const UNDECLARED: Declared = { timeZone: null, course: null };

/** Longer ones are neither zones nor courses; they would be repeated in every row. */
const LONGEST_DECLARED = 64;

/**
 * Makes lines of what comes as a table: each row of a CSV file (dump of Moodle's log table, download of its report), and each row of a
 * report in JSON, becomes one JSON object on a line that says what it is. All other lines stay as they are. The same lines are always
 * framed alike; a faulty row becomes one line that is rejected.
 */
export class Framing {
  readonly #declared: Readonly<Record<string, string>>;
  readonly #csv: boolean;
  #table: { readonly header: Header; readonly records: Records } | null = null;
  #state: 'first' | 'lines' | 'table' | 'unknown' = 'first';

  /** @param csv the sender says that it is a CSV file: a first line that is no known header is a fault */
  constructor(declared: Declared, csv = false) {
    this.#declared = declaredKeys(declared);
    this.#csv = csv;
  }

  push(line: string): readonly string[] {
    if (this.#state === 'first') return this.#first(line);
    if (this.#state === 'unknown') return line === '' ? [] : [faulty('header', line)];
    if (this.#table === null) return this.#plain(line);
    const { records } = this.#table;
    if (line.startsWith(NOT_UTF8)) return [...this.#rows(records.end()), line];
    return this.#rows(records.push(line));
  }

  end(): readonly string[] {
    return this.#table === null ? [] : this.#rows(this.#table.records.end());
  }

  #first(sent: string): readonly string[] {
    const line = sent.startsWith('\ufeff') ? sent.slice(1) : sent;
    if (line.trim() === '') return this.#csv ? [] : [sent];
    const header = headerOf(line);
    if (header === null) {
      this.#state = this.#csv ? 'unknown' : 'lines';
      return this.push(sent);
    }
    this.#state = 'table';
    this.#table = { header, records: new Records(header.delimiter) };
    return [];
  }

  #plain(line: string): readonly string[] {
    const rows = exportedRows(line);
    return rows === null
      ? [line]
      : rows.map((cells) => JSON.stringify({ moodle_report: 1, ...this.#declared, ...Object.fromEntries(cells) }));
  }

  #rows(found: readonly Found[]): string[] {
    return found.filter(({ text }) => text !== '').map(({ text, whole }) => (whole ? this.#row(text) : faulty('row', text)));
  }

  #row(record: string): string {
    const { header } = this.#table as { readonly header: Header };
    const fields = fieldsOf(record, header.delimiter);
    if (fields === null || fields.length !== header.columns.length) return faulty('row', record);
    // Members are defined, not assigned: a column may be called __proto__.
    const cells = Object.fromEntries(header.columns.map((column, i) => [column, fields[i] as string]));
    const marked = header.kind === 'log' ? { moodle_log: 1 } : { moodle_report: 1, ...this.#declared, language: header.language };
    return JSON.stringify(header.kind === 'log' ? { ...cells, ...marked } : { ...marked, ...cells });
  }
}

/** All lines, as they are taken. */
export function* framed(lines: Iterable<string>, declared: Declared, csv = false): Generator<string> {
  const framing = new Framing(declared, csv);
  for (const line of lines) yield* framing.push(line);
  yield* framing.end();
}

function declaredKeys({ timeZone, course }: Declared): Record<string, string> {
  const bounded = (text: string): string => (text.length > LONGEST_DECLARED ? '?' : text);
  return { ...(timeZone !== null && { time_zone: bounded(timeZone) }), ...(course !== null && { in_course: bounded(course) }) };
}

function faulty(fault: 'row' | 'header', text: string): string {
  return JSON.stringify({ moodle_csv: 1, fault, text });
}
