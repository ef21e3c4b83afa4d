import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleOf } from '../../../lib/bundle.ts';

/** Every function of the deployment, found by listing. */
export const FUNCTIONS: readonly string[] = readdirSync('lambdas', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('handler.ts'))
  .map((name) => name.slice(0, -'/handler.ts'.length))
  .sort();

export const entryOf = (name: string): string => `lambdas/${name}/handler.ts`;

/** A function's code as Lambda has it: from its zip, in a folder with nothing around it. */
export function unpacked(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `sillage-${name}-`));
  const archive = join(folder, 'asset.zip');
  const code = join(folder, 'task');
  execFileSync('zip', ['--quiet', '--recurse-paths', archive, '.'], { cwd: bundleOf(entryOf(name)).folder });
  execFileSync('unzip', ['-q', archive, '-d', code]);
  return code;
}
