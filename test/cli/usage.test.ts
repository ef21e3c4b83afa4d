import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cli, nativeEvent } from './harness.ts';

const cli = new Cli();
beforeAll(() => cli.addSource('campus', 'openedx'));
afterAll(() => cli.remove());

describe.concurrent('help', () => {
  test.each([
    [],
    ['source'],
    ['source', 'add'],
    ['source', 'rotate'],
    ['serve'],
    ['ingest'],
    ['merge'],
    ['status'],
    ['replay'],
    ['query'],
    ['check'],
  ])('of %j %j', async (...words) => {
    const { code, out } = await cli.run([...words, '--help']);
    expect(code).toBe(0);
    expect(out).toContain('--data <dir>');
    if (words.join(' ') !== 'source') expect(out).toMatch(/Examples?:\n {2}(sillage|zcat)/);
  });

  test('names the exit codes and the version', async () => {
    expect((await cli.run(['--help'])).out).toMatch(/Exit codes:\n {2}0 {2}done.*\n {2}1 .*\n {2}2 .*\n {2}3 /);
    expect((await cli.run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('the file can be executed', () => {
    const { mode } = statSync(fileURLToPath(new URL('../../bin/sillage.ts', import.meta.url)));
    expect(mode & 0o111).toBe(0o111);
  });
});

describe.concurrent('wrong usage', () => {
  test.each<[string[], RegExp]>([
    [['nothing'], /unknown command/],
    [['status', '--nothing'], /unknown option/],
    [['source', 'add', 'campus'], /--platform/],
    [['source', 'add', 'Campus!', '--platform', 'moodle'], /lower-case letters/],
    [['source', 'add', 'campus', '--platform', 'sakai'], /openedx, moodle, canvas, other/],
    [['ingest', 'x.log'], /--source/],
    [['ingest', 'x.log', '--source', 'campus', '--dialect', 'sakai'], /no dialect/],
    [['serve', '--port', '70000'], /0 to 65535/],
    [['replay', '--since', '2026-02-30'], /must be a day/],
    [['replay', '--code', 'boredom'], /malformed_json/],
    [['query', 'SELECT 1', '--format', 'excel'], /table, csv, json, parquet/],
  ])('%j ends with 2 and one sentence', async (args, sentence) => {
    const { code, out, err } = await cli.run(args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(sentence);
    expect(err).not.toMatch(/\n\s+at /);
  });

  test('in JSON, too', async () => {
    const { code, err } = await cli.run(['serve', '--port', 'x', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(err.split('\n')[0] ?? '')).toMatchObject({ error: { code: 'usage' } });
  });
});

describe('failures', () => {
  test('say what to do, and end with 1', async () => {
    const empty = new Cli();
    try {
      const { code, out, err } = await empty.run(['status']);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/no sillage data in .* begin with: sillage source add/);
      const json = await empty.run(['query', 'SELECT 1', '--json']);
      expect(JSON.parse(json.err)).toMatchObject({ error: { code: 'no_data_folder' } });
    } finally {
      empty.remove();
    }
  });
});

describe('a data folder that has lost something', () => {
  test.each<[string, string, string[], string]>([
    ['its registry', 'registry.sqlite', ['source', 'add', 'other', '--platform', 'other'], 'registry_missing'],
    ['its key', 'keys', ['ingest', 'a.log', '--source', 'campus'], 'key_version_unknown'],
  ])('%s is not begun anew under old data', async (_, lost, args, code) => {
    const own = new Cli();
    try {
      await own.addSource('campus');
      await own.json('ingest', own.file('a.log', nativeEvent('one')), '--source', 'campus');
      rmSync(join(own.data, lost), { recursive: true });
      const ended = await own.run([...args, '--json']);
      expect(ended.code).toBe(1);
      expect(JSON.parse(ended.err)).toMatchObject({ error: { code } });
      expect(existsSync(join(own.data, lost))).toBe(false);
    } finally {
      own.remove();
    }
  });

  test('a file in its place', async () => {
    const own = new Cli();
    try {
      own.file('data', 'not a folder');
      const { code, err } = await own.run(['source', 'add', 'campus', '--platform', 'other']);
      expect(code).toBe(1);
      expect(err).toMatch(/is a file; name a folder: --data DIR\n$/);
    } finally {
      own.remove();
    }
  });
});

describe('source', () => {
  test('add prints a secret of 256 bits, once; list never', async () => {
    const { secret } = await cli.json<{ name: string; secret: string }>('source', 'add', 'moodle-1', '--platform', 'moodle');
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    const { out } = await cli.run(['source', 'list', '--json']);
    expect(out).not.toContain(secret);
    expect(JSON.parse(out)).toMatchObject([
      { name: 'campus', platform: 'openedx', policy: 'lenient', revoked: null },
      { name: 'moodle-1', platform: 'moodle', policy: 'lenient', revoked: null },
    ]);
  });

  test('add tells people what to do next, and takes a name once', async () => {
    const first = await cli.run(['source', 'add', 'canvas-1', '--platform', 'canvas']);
    expect(first.out).toMatch(/"canvas-1" is registered \(lenient\)[\s\S]*Next:\n {2}sillage serve/);
    expect(first.out).toContain('http://127.0.0.1:8787/canvas/canvas-1/SECRET');
    const second = await cli.run(['source', 'add', 'canvas-1', '--platform', 'canvas', '--json']);
    expect(second.code).toBe(1);
    expect(JSON.parse(second.err)).toMatchObject({ error: { code: 'source_exists' } });
  });

  test('revoke may be said twice, and tells of a source that never was', async () => {
    await cli.json('source', 'add', 'gone', '--platform', 'other');
    await cli.json('source', 'revoke', 'gone');
    expect(await cli.json('source', 'revoke', 'gone')).toEqual({ name: 'gone', revoked: true });
    expect((await cli.run(['source', 'revoke', 'never'])).err).toMatch(/no source "never"/);
    expect((await cli.run(['source', 'list'])).out).toMatch(/gone +other +strict +\d{4}-\S+ +0 +\d{4}-/);
  });
});
