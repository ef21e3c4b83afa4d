import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvText } from '#core/query/csv.ts';
import type { DirectoryLake } from '../query/lake.ts';
import { demoLake } from './demo-lake.ts';

const FOLDER = new URL('../../examples/questions/', import.meta.url);
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.sql'))
  .map((file) => file.slice(0, -'.sql'.length));
/** `UPDATE_GOLDEN=1 vitest run test/examples` writes the answers anew: read the difference before you commit it. */
const updating = process.env['UPDATE_GOLDEN'] === '1';
/** A token of whatever kind. */
const TOKEN = /\b[apseor]1[a-z2-7]{26}\b/;

let lakes: DirectoryLake[];
beforeAll(async () => {
  // Two keys: every pseudonym is another one.
  lakes = [await demoLake(7), await demoLake(200)];
});
afterAll(() => {
  for (const lake of lakes) lake.close();
});

function answerOf(lake: DirectoryLake, sql: string): Promise<string> {
  return lake.engine.read(sql, async (result) => {
    let text = '';
    for await (const part of csvText(result)) text += part;
    return text;
  });
}

it('there are ten questions, each with its answer', () => {
  expect(names).toHaveLength(10);
});

describe.each(names)('%s', (name) => {
  const sql = readFileSync(new URL(`${name}.sql`, FOLDER), 'utf8');

  it('has the answer kept beside it, whatever the pseudonyms are', async () => {
    const file = new URL(`${name}.answer.csv`, FOLDER);
    const answers = await Promise.all(lakes.map((lake) => answerOf(lake, sql)));
    if (updating) writeFileSync(file, answers[0] ?? '');
    const kept = readFileSync(file, 'utf8');
    expect(answers).toEqual([kept, kept]);
    expect(kept.trim().split('\n').length).toBeGreaterThan(1);
    expect(kept).not.toMatch(TOKEN);
  });

  it('says in its first line what it asks', () => {
    expect(sql.split('\n')[0]).toMatch(/^\/\* [A-Z].*\?(?: \*\/)?$/);
  });
});
