import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Cli, nativeEvent } from './harness.ts';

interface Told {
  readonly counts: readonly { readonly category: string; readonly action: string; readonly events: number }[] | null;
}

const cli = new Cli();
beforeAll(async () => {
  await cli.addSource('campus');
  const of = (course: string, learners: number) =>
    Array.from({ length: learners }, (_, n) => nativeEvent(`${course}-${n}`, { course, actor: { user_id: `u-${n}` } }));
  await cli.json('ingest', cli.file('a.log', [...of('large', 10), ...of('small', 9)].join('\n')), '--source', 'campus');
});
afterAll(() => cli.remove());

test('counts what is in the data folder', async () => {
  const { counts } = await cli.json<Told>('codebook');
  expect(counts).toEqual([{ category: 'video', action: 'played', events: 10, learners: 10 }]);
});

test('speaks without a data folder, unless one was named that is not there', async () => {
  const without = await cli.run(['codebook', '--format', 'json'], undefined, []);
  expect(without.code).toBe(0);
  expect((JSON.parse(without.out) as Told).counts).toBeNull();
  const named = await cli.run(['codebook'], undefined, ['--data', join(cli.folder, 'nowhere')]);
  expect(named).toMatchObject({ code: 1, out: '' });
});

test('is written as its name says', async () => {
  for (const name of ['book.html', 'book.json', 'book.md']) expect((await cli.run(['codebook', '--out', name])).code).toBe(0);
  const text = (name: string): string => readFileSync(join(cli.folder, name), 'utf8');
  expect(text('book.html')).toMatch(/^<!doctype html>/);
  expect(text('book.md')).toMatch(/^# Codebook\n/);
  expect((JSON.parse(text('book.json')) as Told).counts).toHaveLength(1);
});

test('the data package stands beside events/, names its files, and is in nobody’s way', async () => {
  expect(await cli.run(['codebook', '--datapackage'])).toEqual({ code: 0, out: '', err: '' });
  const path = join(cli.data, 'datapackage.json');
  const { resources } = JSON.parse(readFileSync(path, 'utf8')) as { resources: { path: string[] }[] };
  expect(resources[0]?.path).toHaveLength(2);
  for (const file of resources[0]?.path ?? []) expect(existsSync(join(cli.data, file))).toBe(true);
  expect(statSync(path).mode & 0o077).toBe(0);
  await cli.json('ingest', cli.file('b.log', nativeEvent('later', { course: 'third' })), '--source', 'campus');
  expect(await cli.json('query', 'SELECT count(*) AS n FROM events')).toEqual([{ n: 20 }]);
  await cli.run(['codebook', '--datapackage']);
  expect((JSON.parse(readFileSync(path, 'utf8')) as { resources: { path: string[] }[] }).resources[0]?.path).toHaveLength(3);
});

test('one thing at a time', async () => {
  expect((await cli.run(['codebook', '--datapackage', '--out', 'x.json'])).code).toBe(2);
});
