import { hash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SHARDS } from '../../../lib/names.ts';
import { nativeEvent } from '../../cli/harness.ts';
import { Installation } from './installation.ts';

interface Status {
  readonly lines: number;
  readonly rows: number;
  readonly rejected: Readonly<Record<string, number>>;
  readonly waiting: { readonly batches: number; readonly staged_files: number };
  readonly dead_letters: number;
  readonly merged: { readonly files: number; readonly rows: number | null; readonly courses: number };
  readonly sources: Readonly<Record<string, { readonly lines: number; readonly revoked: boolean }>>;
}

let there: Installation;
beforeAll(async () => {
  there = await Installation.make();
  for (const name of ['campus', 'moodle']) await there.say('source', 'add', name, '--platform', 'other');
});
afterAll(() => there.close());

const status = () => there.json<Status>('status');

/** A cut of a bulk file has at most so many lines. */
const CUT_LINES = 10_000;

describe('ingest --aws, and what becomes of it', () => {
  test('status tells that nothing came yet', async () => {
    expect(await status()).toMatchObject({
      lines: 0,
      waiting: { batches: 0, lag_s: 0, staged_files: 0 },
      dead_letters: 0,
      merged: { files: 0 },
    });
    const text = await there.say('status');
    expect(text).toMatch(/Received since \d{4}-\d{2}-\d{2}: 0 batches/);
    expect(text).toMatch(/campus +0 +0/);
    expect(text).toMatch(/moodle +0 +0/);
  });

  test('a gzipped log file waits in the queue, is processed by the real function and merged by the real functions', async () => {
    const lines = [nativeEvent('one'), nativeEvent('two', { course: 'other-course' }), '{"sillage":1,"broken', nativeEvent('three')];
    const file = there.cli.file('tracking.log.gz', gzipSync(`${lines.join('\n')}\n`));
    const out = await there.say('ingest', file, '--source', 'campus');
    expect(out).toBe('Handed over: 4 lines in 1 cut, to be processed within minutes. What becomes of them: sillage status --aws\n');
    expect(await status()).toMatchObject({ lines: 0, waiting: { batches: 1 } });
    expect(await there.say('merge')).toMatch(
      /^Waiting: 1 batch to be processed, 0 staged files to be merged\. .*: sillage merge --now --aws\n$/,
    );
    expect(await there.process()).toBe(1);
    const processed = await status();
    expect(processed).toMatchObject({ lines: 4, rows: 3, rejected: { truncated_line: 1 }, waiting: { batches: 0 }, merged: { files: 0 } });
    expect(processed.waiting.staged_files).toBeGreaterThan(0);
    expect(await there.say('merge', '--now')).toMatch(/^Merged \d+ staged files?: 3 rows entered 2 course files\.\n$/);
    expect(new Set(there.lambda.calls.map(({ name }) => name))).toEqual(new Set(['merge']));
    expect(there.lambda.calls.map(({ input }) => (input as { shard: number }).shard).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: SHARDS }, (_, n) => n),
    );
    expect(await status()).toMatchObject({ waiting: { staged_files: 0 }, merged: { files: 2, rows: null, courses: 2 } });
    expect(await there.json('merge')).toEqual({ batches: 0, staged: 0 });
    expect(await there.json('merge', '--now')).toEqual({ staged: 0, files: 0, rows: 0 });
  });

  test('the same file a second time, packed or not, changes nothing', async () => {
    const before = await there.world.rows('campus');
    const lines = [nativeEvent('one'), nativeEvent('two', { course: 'other-course' }), '{"sillage":1,"broken', nativeEvent('three')];
    const file = there.cli.file('tracking.log', `${lines.join('\n')}\n`);
    expect(await there.json('ingest', file, '--source', 'campus')).toEqual({ cuts: 1, lines: 4 });
    await there.process();
    await there.say('merge', '--now');
    expect(await there.world.rows('campus')).toEqual(before);
    expect(await status()).toMatchObject({ lines: 4, rows: 3 });
  });

  test('a file larger than a cut goes in several, through the inbox where no message can hold one', async () => {
    // Which no packing makes small.
    const noise = (n: number) => ['a', 'b'].map((half) => hash('sha512', `${half}${n}`, 'base64')).join('');
    const lines = Array.from({ length: CUT_LINES + 2_000 }, (_, n) => nativeEvent(`large-${n}`, { note: noise(n) }));
    const file = there.cli.file('large.log', lines.join('\n'));
    expect(await there.json('ingest', file, '--source', 'moodle')).toEqual({ cuts: 2, lines: lines.length });
    expect(await there.world.keys('inbox/')).toHaveLength(1);
    expect(await there.process()).toBe(2);
    await there.say('merge', '--now');
    const { sources } = await status();
    expect(sources['moodle']?.lines).toBe(lines.length);
    expect(await there.world.rows('moodle')).toHaveLength(lines.length);
  });

  test('several files, of which one is not there', async () => {
    const file = there.cli.file('more.log', nativeEvent('four'));
    const { code, out, err } = await there.run('ingest', file, `${file}.gone`, '--source', 'campus');
    expect(code).toBe(1);
    expect(out).toMatch(/^Handed over: 1 line in 1 cut, /);
    expect(err).toMatch(/There is no file .*more\.log\.gone\.\nsillage: 1 of 2 files could not be taken in to their end\.\n$/);
    expect(await there.failure('ingest', file, '--source', 'campus', '--dialect', 'sakai')).toMatchObject({
      exit: 2,
      code: 'unknown_dialect',
    });
  });
});
