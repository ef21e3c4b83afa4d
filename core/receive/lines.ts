import { isUtf8 } from 'node:buffer';
import { NOT_UTF8 } from '#core/normalise/normalise.ts';

/** One line's bytes as text. Bytes that are no UTF-8 are kept, marked and in base 64, so that nothing received is lost. */
export function lineText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = buffer.length > 0 && buffer[buffer.length - 1] === 0x0d ? buffer.length - 1 : buffer.length;
  const line = buffer.subarray(0, end);
  return isUtf8(line) ? line.toString('utf8') : NOT_UTF8 + line.toString('base64');
}

/** The lines of a text, at most so many: ended by LF or CRLF; the empty rest after the last line end is no line. */
export function splitLines(bytes: Uint8Array, most: number): string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lines: string[] = [];
  let at = 0;
  while (at < buffer.length && lines.length < most) {
    const end = buffer.indexOf(0x0a, at);
    const stop = end < 0 ? buffer.length : end;
    lines.push(lineText(buffer.subarray(at, stop)));
    at = stop + 1;
  }
  return lines;
}
