/** A part of a multipart body: its headers by lower-case name, and its bytes. */
export interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly bytes: Buffer;
}

const LF = 0x0a;
const CR = 0x0d;
const DASH = 0x2d;
/** Longest head of one part, in bytes. */
const LONGEST_HEAD = 8_192;
/** RFC 2046, 5.1.1: 1 to 70 characters of these, quoted where one of them needs it; a space is not the last one. */
const BOUNDARY = /;\s*boundary=(?:"([\w'()+,./:=? -]{0,69}[\w'()+,./:=?-])"|([^\s;"]{1,70}))\s*(?:;|$)/i;

/** The boundary that a Content-Type tells; null where it tells none. */
export function boundaryOf(contentType: string): string | null {
  const [, quoted, bare] = BOUNDARY.exec(contentType) ?? [];
  return quoted ?? bare ?? null;
}

/**
 * The parts of a multipart body (RFC 2046, 5.1), without its preamble and epilogue; null when it is none, or does not come to its end.
 * Line feeds alone end lines where the first one ends so. Each byte is looked at a few times, whatever the body is.
 */
export function partsOf(body: Buffer, boundary: string): readonly Part[] | null {
  const delimiter = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  let begun: number | null = null;
  let bare = false;
  for (let at = body.indexOf(delimiter); at >= 0; at = body.indexOf(delimiter, at + 1)) {
    if (at > 0 && body[at - 1] !== LF) continue;
    const line = delimiterLine(body, at + delimiter.length);
    if (line === null) continue;
    if (begun === null) bare = line.bare;
    else {
      // The line break before a delimiter is the delimiter's.
      const end = !bare && body[at - 2] === CR ? at - 2 : at - 1;
      const part = end < begun ? partOf(body.subarray(begun, begun)) : partOf(body.subarray(begun, end));
      if (part === null) return null;
      parts.push(part);
    }
    if (line.last) return begun === null ? null : parts;
    begun = line.end;
    at = line.end - 1;
  }
  return null;
}

interface Delimiter {
  /** Where the next line begins. */
  readonly end: number;
  readonly last: boolean;
  readonly bare: boolean;
}

/** The rest of a delimiter's line: two hyphens at the end of all, then spaces only; null where it is no such line. */
function delimiterLine(body: Buffer, from: number): Delimiter | null {
  const last = body[from] === DASH && body[from + 1] === DASH;
  let at = last ? from + 2 : from;
  while (body[at] === 0x20 || body[at] === 0x09) at++;
  if (at === body.length) return last ? { end: at, last, bare: false } : null;
  const bare = body[at] === LF;
  if (!bare && (body[at] !== CR || body[at + 1] !== LF)) return null;
  return { end: at + (bare ? 1 : 2), last, bare };
}

/** Head and bytes; null when the head does not end, or has a line that is no header. */
function partOf(bytes: Buffer): Part | null {
  const headers = new Map<string, string>();
  let at = 0;
  while (at <= Math.min(bytes.length, LONGEST_HEAD)) {
    const found = bytes.indexOf(LF, at);
    const next = found < 0 ? bytes.length : found;
    const line = bytes.toString('latin1', at, next).trimEnd();
    at = next + 1;
    if (line === '') return { headers, bytes: bytes.subarray(Math.min(at, bytes.length)) };
    const colon = line.indexOf(':');
    if (colon < 1) return null;
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return null;
}
