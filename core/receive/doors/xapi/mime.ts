/** A part of a multipart body: those of its headers that are looked at, by lower-case name, and its bytes. */
export interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly bytes: Buffer;
}

const NONE = -1;
const LF = 0x0a;
const CR = 0x0d;
const DASH = 0x2d;
/** Longest head of one part, in bytes. */
const LONGEST_HEAD = 8_192;
/** Headers that are kept; all others are read over. */
const LOOKED_AT: ReadonlySet<string> = new Set(['content-type', 'content-transfer-encoding', 'x-experience-api-hash']);
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
 *
 * @param most parts to read, and one more to tell that there are; a body of empty parts would else become a hundred times its size in memory
 */
export function partsOf(body: Buffer, boundary: string, most = Number.POSITIVE_INFINITY): readonly Part[] | null {
  // It begins a line, and is sought together with the line feed before it: a body of hyphens would else be stopped at byte by byte.
  const delimiter = Buffer.from(`\n--${boundary}`);
  const next = (from: number): number => {
    const lineFeed = body.indexOf(delimiter, from);
    return lineFeed < 0 ? NONE : lineFeed + 1;
  };
  const parts: Part[] = [];
  let begun: number | null = null;
  let bare = false;
  const first = body.subarray(0, delimiter.length - 1).equals(delimiter.subarray(1)) ? 0 : next(0);
  for (let at = first; at !== NONE; at = next(at)) {
    const line = delimiterLine(body, at + delimiter.length - 1);
    if (line === null) continue;
    if (begun === null) bare = line.bare;
    else {
      // The line break before a delimiter is the delimiter's.
      const end = !bare && body[at - 2] === CR ? at - 2 : at - 1;
      const part = end < begun ? partOf(body.subarray(begun, begun)) : partOf(body.subarray(begun, end));
      if (part === null) return null;
      parts.push(part);
      if (parts.length > most) return parts;
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
    const name = line.slice(0, colon).trim().toLowerCase();
    if (LOOKED_AT.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return null;
}
