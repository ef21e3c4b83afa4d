import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COLUMNS } from '#core/dataset/columns.ts';
import { openParquet } from '#core/dataset/parquet/read.ts';
import { CANARY, NUMBER_CANARY } from './plant.ts';

const base64Cores = [0, 1, 2].map((shift) =>
  // The characters that do not depend on what stands before and after.
  Buffer.from(`${'x'.repeat(shift)}${CANARY}`)
    .toString('base64')
    .slice(shift === 0 ? 0 : 4, -4)
    .replace(/=+$/, ''),
);
const DISGUISES = [CANARY, Buffer.from(CANARY).toString('hex'), ...base64Cores];
const NUMBER = new RegExp(`(?<!\\d)${String(NUMBER_CANARY).slice(0, 3)}\\d{6}(?!\\d)`);

/** The first canary in a text, plain, in hex or in base 64; null when there is none. */
export function canaryIn(text: string, numbers = true): string | null {
  const lower = text.toLowerCase();
  for (const [i, disguise] of DISGUISES.entries()) {
    const at = (i < 2 ? lower : text).indexOf(disguise);
    if (at >= 0) return text.slice(Math.max(0, at - 60), at + 60);
  }
  const number = numbers ? NUMBER.exec(text) : null;
  return number === null ? null : text.slice(Math.max(0, number.index - 60), number.index + 60);
}

/** Every file below the folder that holds a canary, with what stands around it. Parquet is searched as bytes and cell by cell. */
export async function canariesBelow(
  folder: string,
  except: readonly string[],
): Promise<{ readonly found: string[]; readonly searched: number }> {
  const found: string[] = [];
  let searched = 0;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const entry of files) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1);
    if (except.some((prefix) => name.startsWith(prefix))) continue;
    searched++;
    const bytes = readFileSync(path);
    // Compressed or random bytes hold nine digits by chance now and then: numbers are looked for in the cells.
    const hit =
      canaryIn(bytes.toString('latin1'), name.endsWith('.json')) ?? (name.endsWith('.parquet') ? await canaryInCells(bytes) : null);
    if (hit !== null) found.push(`${name}: ${hit}`);
  }
  return { found, searched };
}

async function canaryInCells(bytes: Buffer): Promise<string | null> {
  const file = await openParquet({
    size: bytes.length,
    etag: '',
    read: async (start, end) => bytes.subarray(start, end),
    close: async () => {},
  });
  for await (const table of file.tables()) {
    for (const { name } of COLUMNS) {
      for (const cell of table.columns[name]) {
        const hit = cell === null || typeof cell === 'boolean' ? null : canaryIn(String(cell));
        if (hit !== null) return `${name}: ${hit}`;
      }
    }
  }
  return null;
}
