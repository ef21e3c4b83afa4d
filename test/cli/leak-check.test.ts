import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { generate } from '../../examples/demo/generate.ts';
import { identifiersOf } from '../../examples/demo/identifiers.ts';
import { leakCheck } from '../../examples/demo/leak-check.ts';
import { fileOf } from '../query/lake.ts';
import { row } from '../support/rows.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sillage-leak-'));
  for (const name of ['raw', 'events', 'receipts']) mkdirSync(join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true }));

const campus = generate();
const identifiers = identifiersOf(campus);
const [learner] = campus.learners;
if (learner === undefined) throw new Error('The demo has learners.');

const plant = (name: string, body: string | Uint8Array): void => writeFileSync(join(folder, name), body);
const found = async (others: Record<string, string> = {}): Promise<[string, string][]> => [
  ...(await leakCheck(folder, identifiers, others)).found,
];

describe('the leak check of the demo', () => {
  test('looks for everything that tells of a person', () => {
    for (const one of campus.learners) {
      for (const value of [one.username, String(one.userId), one.email, one.name, one.ip, one.agent, one.clientId]) {
        expect(identifiers.has(value)).toBe(true);
      }
    }
    expect(identifiers.size).toBeGreaterThan(2_000);
  });

  test('finds nothing where nothing is', async () => {
    plant('receipts/one.json', '{"lines": 3}');
    plant('events/one.parquet', await fileOf([row('e1a')]));
    expect(await found()).toEqual([]);
  });

  const DRESSES: readonly (readonly [string, string])[] = [
    ['as it is', learner.email],
    ['in base 64', Buffer.from(learner.email).toString('base64')],
    ['percent-encoded', encodeURIComponent(learner.name)],
    [
      'escaped in JSON',
      JSON.stringify({ name: learner.name }).replace(/[^\x20-\x7e]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`),
    ],
    ['a number', `"user": ${learner.userId},`],
    ['under SHA-1', createHash('sha1').update(learner.email).digest('hex')],
  ];
  test.each(DRESSES)('finds one %s', async (_, text) => {
    plant('receipts/one.json', `before ${text} after`);
    expect((await found()).length).toBeGreaterThan(0);
  });

  test('finds one in a compressed cell of a Parquet file', async () => {
    plant('events/one.parquet', await fileOf([row('e1a', { object_id: learner.username })]));
    expect(await found()).toEqual([[learner.username, 'events/one.parquet']]);
  });

  test('finds one in a name, in a log and in an answer', async () => {
    plant(`receipts/${learner.username}`, '');
    expect(await found()).toEqual([[learner.username, `receipts/${learner.username}`]]);
    rmSync(join(folder, `receipts/${learner.username}`));
    expect(await found({ log: `user ${learner.ip} came` })).toEqual([[learner.ip, 'log']]);
  });

  test('a longer number is another number, and raw/ is where they may be', async () => {
    plant('receipts/one.json', `{"ms": 1${learner.userId}, "n": ${learner.userId}7}`);
    plant('raw/one.jsonl', learner.email);
    expect(await found()).toEqual([]);
  });
});
