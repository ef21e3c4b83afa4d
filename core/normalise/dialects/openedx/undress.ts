/** Shippers put a few fields of their own before the record; more openings than this are no prefix. */
const OPENINGS = 8;

/**
 * The JSON of a tracking log line without what syslog and its kin put around it: a prefix (which may itself hold names and addresses
 * in brackets), line ends, padding with NUL.
 *
 * @returns null when no object begins in the line
 */
export function undress(line: string): string | null {
  const text = trimmed(line);
  if (text.charCodeAt(0) === BRACE) return text;
  let first: string | null = null;
  let from = 0;
  for (let i = 0; i < OPENINGS; i++) {
    const at = text.indexOf('{"', from);
    if (at < 0) break;
    const rest = text.slice(at);
    first ??= rest;
    // Python's logging writes " - " between its own fields and the message: no need to try.
    if (text.startsWith(' - ', at - 3) || parses(rest)) return rest;
    from = at + 2;
  }
  // Nothing parses: a line cut by its shipper is told from its first opening.
  return first;
}

const BRACE = 0x7b;
const SPACE = 0x20;
const BYTE_ORDER_MARK = 0xfeff;

function trimmed(line: string): string {
  let start = 0;
  let end = line.length;
  // Everything up to the space: line ends, tabs, NULs.
  while (end > start && line.charCodeAt(end - 1) <= SPACE) end--;
  while (start < end && (line.charCodeAt(start) <= SPACE || line.charCodeAt(start) === BYTE_ORDER_MARK)) start++;
  return start === 0 && end === line.length ? line : line.slice(start, end);
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
