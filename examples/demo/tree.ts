import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parquetMetadata } from 'hyparquet';
import { filesIn } from './files.ts';
import { bold, count, dim, say } from './show.ts';

const FILES_SHOWN = 2;

/** The folders that researchers open, with rows and sizes; long ones cut short. @returns rows and files in all */
export function showTree(folder: string): { readonly rows: number; readonly files: number } {
  const files = filesIn(join(folder, 'events')).filter((name) => name.endsWith('.parquet'));
  let total = 0;
  say('  events/');
  for (const [course, inCourse] of Map.groupBy(files, (name) => name.split('/')[0] ?? '')) {
    say(`    ${bold(course)}/`);
    for (const [month, inMonth] of Map.groupBy(inCourse, (name) => name.split('/')[1] ?? '')) {
      say(`      ${month}/`);
      const sized = inMonth.map((name) => ({ name, ...measure(join(folder, 'events', name)) }));
      const all = sized.reduce((sum, { rows }) => sum + rows, 0);
      total += all;
      for (const { name, rows, bytes } of sized.slice(0, FILES_SHOWN)) {
        say(`        ${name.split('/').at(-1)}  ${count(rows).padStart(6)} rows  ${kib(bytes).padStart(8)}`);
      }
      const others = sized.slice(FILES_SHOWN);
      const rest = others.reduce((sum, { bytes }) => sum + bytes, 0);
      if (others.length > 0) say(dim(`        … ${others.length} more days, ${kib(rest)}; ${count(all)} rows in all`));
    }
  }
  return { rows: total, files: files.length };
}

function measure(path: string): { readonly rows: number; readonly bytes: number } {
  const bytes = readFileSync(path);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  return { rows: Number(parquetMetadata(file).num_rows), bytes: statSync(path).size };
}

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}
