import { createHash } from 'node:crypto';
import { eachElement } from './elements.ts';
import { type Declared, Framing, UNDECLARED } from './framing/framing.ts';
import { lineText } from './lines.ts';
import { itemsOfLine } from './split.ts';

/** A bulk file is cut after so many lines or bytes, whichever comes first, so that the same file is always cut alike. */
const CUT_LINES = 10_000;
const CUT_BYTES = 8 * 1_048_576;
/** A longer line is given up at this length; its rest is skipped up to the next line end. The first line may be a whole document. */
const LONGEST_LINE_BYTES = 2 * 1_048_576;
/** A file that is one JSON document, not lines, may have this many bytes. */
const DOCUMENT_BYTES = 16 * 1_048_576;

const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

export interface Cut {
  readonly lines: readonly string[];
  /** SHA-256 of every line of the file up to the end of this cut. */
  readonly digest: string;
  /** From 0. */
  readonly ordinal: number;
}

/**
 * Cuts an unpacked bulk file: NDJSON or log lines as they stand, one JSON document (an object, or an array of objects), or the rows of a
 * table, one line each; a Caliper envelope as its items, so that a cut's bounds hold for the lines that come out. Memory: one cut.
 */
export async function* cuts(file: AsyncIterable<Uint8Array>, declared: Declared = UNDECLARED): AsyncGenerator<Cut> {
  const digest = createHash('sha256');
  let lines: string[] = [];
  let bytes = 0;
  let ordinal = 0;
  const cut = (): Cut => {
    const done = { lines, digest: digest.copy().digest('hex'), ordinal: ordinal++ };
    lines = [];
    bytes = 0;
    return done;
  };
  for await (const text of framedLines(documentOrLines(byteLines(file)), declared)) {
    for (const item of itemsOfLine(text)) {
      const size = Buffer.byteLength(item);
      if (lines.length === CUT_LINES || (bytes > 0 && bytes + size > CUT_BYTES)) yield cut();
      digest.update(item).update('\n');
      lines.push(item);
      bytes += size + 1;
    }
  }
  if (lines.length > 0) yield cut();
}

async function* framedLines(lines: AsyncGenerator<Buffer>, declared: Declared): AsyncGenerator<string> {
  const framing = new Framing(declared);
  for await (const line of lines) yield* framing.push(lineText(line));
  yield* framing.end();
}

/** Lines without their line feed; the empty rest after the last one is no line. */
async function* byteLines(file: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let held = 0;
  let limit = DOCUMENT_BYTES;
  const take = (): Buffer => {
    const line = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
    parts = [];
    held = 0;
    limit = LONGEST_LINE_BYTES;
    return line;
  };
  for await (const chunk of file) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let at = 0;
    for (let end = buffer.indexOf(NEWLINE, at); end >= 0; end = buffer.indexOf(NEWLINE, at)) {
      if (held < limit) parts.push(buffer.subarray(at, end));
      yield take();
      at = end + 1;
    }
    if (at < buffer.length && held < limit) {
      parts.push(buffer.subarray(at));
      held += buffer.length - at;
    }
  }
  if (parts.length > 0) yield take();
}

/** If the first line opens a JSON value that it does not close, the file may be one document: then its items, one a line. */
async function* documentOrLines(lines: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const head: Buffer[] = [];
  let size = 0;
  let deciding = true;
  for await (const sent of lines) {
    const line = head.length === 0 && deciding && sent.subarray(0, 3).equals(BYTE_ORDER_MARK) ? sent.subarray(3) : sent;
    if (!deciding) {
      yield line;
      continue;
    }
    head.push(line);
    size += line.length;
    const blank = line.every((byte) => byte <= 0x20);
    if (head.length === 1 && blank) {
      yield line;
      head.pop();
    } else if ((head.length === 1 && !opensDocument(line)) || size > DOCUMENT_BYTES) {
      deciding = false;
      yield* head.splice(0);
    }
  }
  if (head.length === 0) return;
  const items = documentItems(Buffer.concat(head.flatMap((line) => [line, Buffer.from('\n')])));
  yield* items ?? head;
}

function opensDocument(line: Buffer): boolean {
  const text = line.toString('utf8').trim();
  if (!text.startsWith('{') && !text.startsWith('[')) return false;
  const value = parse(text);
  return value === undefined || Array.isArray(value);
}

function documentItems(bytes: Buffer): Iterable<Buffer> | null {
  const text = bytes.toString('utf8');
  return parse(text) === undefined ? null : buffers(eachElement(text));
}

function* buffers(texts: Iterable<string>): Generator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
