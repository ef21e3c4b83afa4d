import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codebook } from '#core/codebook/codebook.ts';
import { DIALECTS } from '#core/normalise/dialects/index.ts';
import { generate } from '../../examples/demo/generate.ts';
import { Cli } from '../cli/harness.ts';
import { demoLake } from '../examples/demo-lake.ts';
import type { DirectoryLake } from '../query/lake.ts';
import { installPython } from './install.ts';
import { printed } from './program.ts';

const example = (path: string): string => fileURLToPath(new URL(`../../examples/${path}`, import.meta.url));
const NOTEBOOK = example('python/explore.ipynb');
/** A course of the demo with its learners, as the questions' answers have them. */
const COURSE = /UExemple\/HIST3\/2013_T2\W.*\b82\b/s;
const hasR = commandExists('Rscript');

let programs: string;
let lake: DirectoryLake;
beforeAll(async () => {
  programs = installPython();
  lake = await demoLake(7);
}, 600_000);
afterAll(() => lake.close());

function commandExists(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test('the notebook runs to its end', async () => {
  const book = join(lake.folder, 'codebook.json');
  writeFileSync(book, JSON.stringify(codebook([...DIALECTS.values()], null)));
  const { out } = await printed(join(programs, 'python'), ['-m', 'nbconvert', '--to', 'markdown', '--execute', '--stdout', NOTEBOOK], {
    SILLAGE_DATA: lake.folder,
    SILLAGE_CODEBOOK: book,
  });
  expect(out).toMatch(COURSE);
  expect(out).toContain('rank correlation</th>');
});

test('the notebook is kept without what it answered', () => {
  const { cells } = JSON.parse(readFileSync(NOTEBOOK, 'utf8')) as { cells: { outputs?: unknown[]; execution_count?: unknown }[] };
  expect(cells.filter(({ outputs = [], execution_count = null }) => outputs.length > 0 || execution_count !== null)).toEqual([]);
});

test('Spark reads the folder', async () => {
  const { out } = await printed(join(programs, 'python'), [example('spark/explore.py'), lake.folder], { SPARK_LOCAL_IP: '127.0.0.1' });
  expect(out).toMatch(COURSE);
  expect(out).toContain('right_share');
});

// Debian has R, and not the package arrow: there the tables come from the command line, out of a whole data folder.
test.runIf(hasR)('R reads the tables', async () => {
  const cli = new Cli();
  try {
    await cli.addSource('campus', 'openedx');
    const lines = generate()
      .posts.filter(({ dialect }) => dialect === 'openedx')
      .flatMap((post) => post.lines);
    await cli.json('ingest', cli.file('log', Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]))), '--source', 'campus');
    const sillage = `${process.execPath} ${fileURLToPath(new URL('../../bin/sillage.ts', import.meta.url))}`;
    const { out } = await printed('Rscript', [example('r/explore.R'), cli.data], { SILLAGE: sillage });
    expect(out).toMatch(COURSE);
    expect(out).toContain('right_share');
  } finally {
    cli.remove();
  }
});
