const QUOTE = '"';

/** Delimiters that databases, spreadsheets and Moodle write. */
export const DELIMITERS = [',', ';', '\t'] as const;

export type Delimiter = (typeof DELIMITERS)[number];

/** The fields of one record (RFC 4180, with any of the delimiters); null where its quotes are wrong. */
export function fieldsOf(record: string, delimiter: Delimiter): string[] | null {
  const fields: string[] = [];
  for (let at = 0; ; at++) {
    let field = '';
    if (record[at] === QUOTE) {
      const end = endOfQuoted(record, at + 1);
      if (end < 0) return null;
      field = record.slice(at + 1, end).replaceAll('""', QUOTE);
      at = end + 1;
      if (at < record.length && record[at] !== delimiter) return null;
    } else {
      const end = record.indexOf(delimiter, at);
      field = record.slice(at, end < 0 ? record.length : end);
      at = end < 0 ? record.length : end;
    }
    fields.push(field);
    if (at >= record.length) return fields;
  }
}

/**
 * Whether a line ends inside a quoted field, so that its record goes on in the next line.
 *
 * @param inside it begins in one
 */
export function endsInside(line: string, delimiter: Delimiter, inside: boolean): boolean {
  let at = 0;
  let quoted = inside;
  for (;;) {
    if (quoted) {
      const end = endOfQuoted(line, at);
      if (end < 0) return true;
      at = end + 1;
      quoted = false;
    } else if (line[at] === QUOTE) {
      at++;
      quoted = true;
      continue;
    }
    const next = line.indexOf(delimiter, at);
    if (next < 0) return false;
    at = next + 1;
  }
}

/** Where the closing quote stands; a doubled one is text. */
function endOfQuoted(text: string, from: number): number {
  let at = text.indexOf(QUOTE, from);
  while (at >= 0 && text[at + 1] === QUOTE) at = text.indexOf(QUOTE, at + 2);
  return at;
}
