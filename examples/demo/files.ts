import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of the files in a folder and below, sorted. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** Removes a data folder of an earlier demo, and nothing else. */
export function removeOldDemo(folder: string): void {
  if (!existsSync(folder)) return;
  const isOurs = readdirSync(folder).length === 0 || existsSync(join(folder, 'registry.sqlite'));
  if (!isOurs) throw new Error(`${folder} is no data folder of the demo; move it away first.`);
  rmSync(folder, { recursive: true });
}
