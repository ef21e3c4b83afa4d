import { expect, it } from 'vitest';
import { exampleApp } from './example.ts';
import { sentence, statementsOf } from './statements.ts';
import { Cloud } from './templates.ts';

const cloud = new Cloud(exampleApp());

/** What exists, by stack and type: a review sees at once what a change adds or takes away. */
it('what exists', async () => {
  const count = new Map<string, number>();
  for (const { stack, type } of cloud.resources) count.set(`${stack} ${type}`, (count.get(`${stack} ${type}`) ?? 0) + 1);
  const lines = [...count].sort(([a], [b]) => (a < b ? -1 : 1)).map(([what, n]) => `${what} ${n}`);
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('./inventory/resources.txt');
});

/** Who may do what where: one line a statement, every policy of every stack. */
it('who may do what', async () => {
  const lines = statementsOf(cloud).map(sentence).sort();
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('./inventory/permissions.txt');
});
