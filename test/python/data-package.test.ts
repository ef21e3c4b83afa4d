import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COLUMNS } from '#core/dataset/columns.ts';
import { Cli, nativeEvent } from '../cli/harness.ts';
import { installPython } from './install.ts';
import { printed } from './program.ts';

interface Verdict {
  readonly valid: boolean;
  readonly errors: readonly string[];
  readonly fields: number;
  readonly files: Readonly<Record<string, { readonly valid: boolean; readonly rows: number }>>;
}

const cli = new Cli();
const descriptor = join(cli.data, 'datapackage.json');
let python: string;

beforeAll(async () => {
  python = join(installPython(), 'python');
  await cli.addSource('campus');
  // Rows with gaps, empty texts, and everything that the format can say.
  const events = [
    nativeEvent('a'),
    nativeEvent('b', { time: '2026-03-03T10:00:00.000Z', role: 'learner', position: 2, duration_s: 1.5, completion: true, success: false }),
    nativeEvent('c', {
      course: 'autre',
      score: { raw: 1, min: 0, max: 2, scaled: 0.5 },
      attempt: 3,
      graded: true,
      choice: 'b',
      text_length: 0,
    }),
    nativeEvent('d', { course: undefined, actor: undefined, media: { time_s: 1, from_s: 2, to_s: 3, length_s: 4, speed: 1.5 } }),
  ];
  await cli.json('ingest', cli.file('a.log', events.join('\n')), '--source', 'campus');
  expect(await cli.run(['codebook', '--datapackage'])).toMatchObject({ code: 0, err: '' });
}, 600_000);
afterAll(() => cli.remove());

async function verdict(path: string): Promise<Verdict> {
  const { out } = await printed(python, [join(import.meta.dirname, 'validate.py'), path]);
  return JSON.parse(out.trim().split('\n').at(-1) ?? '') as Verdict;
}

test('the official validator accepts the package, and every file of it', async () => {
  const { valid, errors, fields, files } = await verdict(descriptor);
  expect({ valid, errors, fields }).toEqual({ valid: true, errors: [], fields: COLUMNS.length });
  expect(Object.values(files).map((file) => file.valid)).toEqual([true, true, true, true]);
  expect(Object.values(files).reduce((sum, { rows }) => sum + rows, 0)).toBe(4);
});

test('it reads what it accepts: a word that the schema does not know is refused', async () => {
  const told = JSON.parse(readFileSync(descriptor, 'utf8')) as {
    resources: { schema: { fields: { name: string; constraints: object }[] } }[];
  };
  for (const field of told.resources[0]?.schema.fields ?? []) if (field.name === 'action') field.constraints = { enum: ['viewed'] };
  const other = join(cli.data, 'other.json');
  writeFileSync(other, JSON.stringify(told));
  expect((await verdict(other)).valid).toBe(false);
});
