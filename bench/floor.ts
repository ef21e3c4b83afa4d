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
 * its identity, compress the raw lines, write ready columns as Parquet once. Making and reading what is worked on is not counted.
 */
export async function floor(lines: Iterable<string>, count: number, ready: AsyncIterable<Table>): Promise<Floor> {
  const key = macKey(new Uint8Array(32).fill(1));
  const spent = { parse: 0, identity: 0, archive: 0, parquet: 0 };
  let kept = 0;
  const timed = (step: keyof typeof spent, work: () => void) => {
    const start = performance.now();
    work();
    spent[step] += performance.now() - start;
  };
  for (const group of groups(lines)) {
    timed('parse', () => {
      for (const line of group) kept += parseOnce(line);
    });
    timed('identity', () => {
      for (const line of group) kept += hmac(key, line.slice(0, 200)).length;
    });
    timed('archive', () => {
      kept += zstdCompressSync(group.join('\n'), LEVEL).length;
    });
  }
  for await (const table of ready) {
    const start = performance.now();
    kept += (await parquetBytes([table], {})).length;
    spent.parquet += performance.now() - start;
  }
  if (kept === 0) throw new Error('nothing was measured');
  const us = (ms: number) => (ms * 1000) / count;
  const { parse, identity, archive, parquet } = spent;
  return {
    ...{ parse: us(parse), identity: us(identity), archive: us(archive), parquet: us(parquet) },
    total: us(parse + identity + archive + parquet),
  };
}

function* groups(lines: Iterable<string>): Generator<string[]> {
  let group: string[] = [];
  for (const line of lines) {
    group.push(line);
    if (group.length < GROUP) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** JSON.parse of a line, and of its payload where that is JSON in a string. */
function parseOnce(line: string): number {
  const item = JSON.parse(line) as { event?: unknown };
  if (typeof item.event === 'string' && item.event.startsWith('{')) JSON.parse(item.event);
  return 1;
}
