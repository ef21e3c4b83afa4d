import { constants, zstdCompressSync } from 'node:zlib';
import { parquetBytes } from '#core/dataset/parquet/write.ts';
import type { Table } from '#core/dataset/table.ts';
import { hmac, macKey } from '#core/pseudonymise/hmac.ts';

const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
/** Lines that are archived together, as the pipeline does. */
const GROUP = 10_000;

/** µs spent in the steps that no pipeline with these promises can do without. */
export interface Floor {
  readonly parse: number;
  readonly identity: number;
  readonly archive: number;
  readonly parquet: number;
  readonly total: number;
}

/**
 * What cannot be avoided, and nothing else: parse each line and its inner payload once, one HMAC over the line's content for
 * its identity, compress the raw lines, write ready columns as Parquet once.
 */
export async function floor(lines: readonly string[], ready: readonly Table[]): Promise<Floor> {
  const key = macKey(new Uint8Array(32).fill(1));
  const marks = [performance.now()];
  const mark = () => void marks.push(performance.now());
  let kept = 0;
  for (const line of lines) kept += parseOnce(line);
  mark();
  for (const line of lines) kept += hmac(key, line.slice(0, 200)).length;
  mark();
  for (let at = 0; at < lines.length; at += GROUP) kept += zstdCompressSync(lines.slice(at, at + GROUP).join('\n'), LEVEL).length;
  mark();
  for (const table of ready) kept += (await parquetBytes([table], {})).length;
  mark();
  if (kept === 0) throw new Error('nothing was measured');
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = marks;
  const us = (ms: number) => (ms * 1000) / lines.length;
  return { parse: us(b - a), identity: us(c - b), archive: us(d - c), parquet: us(e - d), total: us(e - a) };
}

/** JSON.parse of a line, and of its payload where that is JSON in a string. */
function parseOnce(line: string): number {
  const item = JSON.parse(line) as { event?: unknown };
  if (typeof item.event === 'string' && item.event.startsWith('{')) JSON.parse(item.event);
  return 1;
}
