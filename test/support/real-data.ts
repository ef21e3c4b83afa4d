import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Data that are kept beside the project and never in it (other licences): read where they are. */
const BESIDE = new URL('../../../shared/data/', import.meta.url).pathname;

/** A file's bytes; null where it is not there. */
export function realData(...path: readonly string[]): Buffer | null {
  const file = join(process.env['SILLAGE_REAL_DATA'] ?? BESIDE, ...path);
  return existsSync(file) ? readFileSync(file) : null;
}

export const NO_REAL_DATA = 'No real data beside the project; set SILLAGE_REAL_DATA to their folder to have them read.';
