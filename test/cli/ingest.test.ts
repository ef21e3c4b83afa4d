import { chmodSync } from 'node:fs';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cli, nativeEvent } from './harness.ts';

interface Summary {
  readonly lines: number;
  readonly rows: number;
  readonly rejected: Record<string, number>;
  readonly dropped: Record<string, number>;
}

const cli = new Cli();
beforeAll(() => cli.addSource('campus'));
afterAll(() => cli.remove());

const lines = (from: number, n: number): string => `${Array.from({ length: n }, (_, i) => nativeEvent(`n${from + i}`)).join('\n')}\n`;
const rowsNow = async (): Promise<number> => (await cli.json<{ n: number }[]>('query', 'SELECT count(*) AS n FROM events'))[0]?.n ?? 0;

describe('ingest', () => {
  test('plain, gzip and zstd files and the standard input; what comes twice is there once', async () => {
    const files = [
      cli.file('a.log', lines(0, 3)),
      cli.file('b.log.gz', gzipSync(lines(3, 4))),
      cli.file('c.log.zst', zstdCompressSync(lines(7, 5))),
    ];
    const summary = await cli.json<Summary>('ingest', ...files, '--source', 'campus');
    expect(summary).toEqual({ lines: 12, rows: 12, rejected: {}, dropped: {} });
    const piped = await cli.run(['ingest', '-', '--source', 'campus', '--json'], lines(0, 20));
    expect(JSON.parse(piped.out)).toEqual({ lines: 20, rows: 20, rejected: {}, dropped: {} });
    expect(await rowsNow()).toBe(20);
    expect(await cli.json<Summary>('ingest', ...files, '--source', 'campus')).toEqual(summary);
    expect(await rowsNow()).toBe(20);
  });

  test('faulty lines are counted with their reason, and the command ends with 0', async () => {
    const body = `${nativeEvent('ok')}\n\nnot json\n[]\n${nativeEvent('late', { time: '2999-01-01T00:00:00Z' })}\n`;
    const file = cli.file('faulty.log', body);
    expect(await cli.json('ingest', file, '--source', 'campus')).toEqual({
      lines: 5,
      rows: 1,
      rejected: { malformed_json: 1, not_an_object: 1, time_out_of_range: 1 },
      dropped: { blank: 1 },
    });
    const { code, out, err } = await cli.run(['ingest', file, '--source', 'campus', '--dialect', 'native']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/lines +\S+ rows +\S+ rejected +\S+ dropped\n +5 +1 +3 +1\n/);
    expect(out).toMatch(/1 +time_out_of_range +The event time is .*correct the clock/);
    expect(out).toContain('sillage replay');
  });

  test('a file of more than one cut, beside one that is not there and one cut short', async () => {
    const large = cli.file('large.log', lines(1_000, 11_000));
    const whole = gzipSync(lines(50_000, 10));
    const short = cli.file('short.gz', whole.subarray(0, whole.length - 12));
    const { code, out, err } = await cli.run(['ingest', 'missing.log', short, large, '--source', 'campus', '--json']);
    expect(code).toBe(1);
    const errors = err
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { error: { code: string } }).error.code);
    expect(errors).toEqual(['file_unreadable', 'file_unreadable', 'files_failed']);
    expect((JSON.parse(out) as Summary).lines).toBeGreaterThanOrEqual(11_000);
    expect(await cli.json('query', "SELECT count(*) AS n FROM events WHERE course_id = 'demo-course'")).not.toEqual([]);
  });

  test.each<[string, string[], string]>([
    ['a source that is not there', ['a.log', '--source', 'nobody'], 'unknown_source'],
    ['a folder', ['.', '--source', 'campus'], 'file_unreadable'],
  ])('%s: one sentence', async (_, args, expected) => {
    const { code, err } = await cli.run(['ingest', ...args, '--json']);
    expect(code).toBe(1);
    expect((JSON.parse(err) as { error: { code: string } }).error.code).toBe(expected);
  });

  test('a source that was revoked takes nothing in', async () => {
    await cli.addSource('gone');
    await cli.json('source', 'revoke', 'gone');
    expect((await cli.run(['ingest', 'a.log', '--source', 'gone'])).err).toMatch(/"gone" is revoked/);
  });

  test('a key that others can read is refused before anything is taken in', async () => {
    const other = new Cli();
    try {
      await other.addSource('campus');
      chmodSync(`${other.data}/keys/hmac-1.key`, 0o644);
      const { code, err } = await other.run(['ingest', cli.file('a.log', lines(0, 1)), '--source', 'campus']);
      expect(code).toBe(1);
      expect(err).toMatch(/key file can be read by others; set its mode to 0600/);
    } finally {
      other.remove();
    }
  });
});

describe('staged, merged, read again', () => {
  const own = new Cli();
  afterAll(() => own.remove());

  test('merge tells, then does; status accounts for every line', async () => {
    await own.addSource('campus');
    await own.json('ingest', own.file('a.log', `${lines(0, 3)}junk\n`), '--source', 'campus', '--no-merge');
    expect(await own.json('merge')).toEqual({ batches: 0, staged: 1 });
    const before = await own.json<{ waiting: object; merged: object }>('status');
    expect(before).toMatchObject({ waiting: { batches: 0, staged_files: 1 }, merged: { rows: 0 } });
    expect(await own.json('merge', '--now')).toEqual({ staged: 1, files: 1, rows: 3 });
    expect(await own.json('merge', '--now')).toEqual({ staged: 0, files: 0, rows: 0 });
    const after = await own.json('status');
    expect(after).toMatchObject({
      batches: 1,
      lines: 4,
      rows: 3,
      rejected: { malformed_json: 1 },
      dropped: {},
      dead_letters: 0,
      merged: { files: 1, rows: 3, courses: 1 },
      sources: { campus: { lines: 4, rows: 3, rejected: { malformed_json: 1 } } },
    });
    const { out } = await own.run(['status']);
    expect(out).toMatch(/malformed_json +The item is not valid JSON/);
    expect(out).toContain('For researchers: 3 rows in 1 file of');
  });

  test('replay reads rejected lines again, and changes nothing where nothing was mended', async () => {
    expect(await own.json('replay', '--dry-run')).toMatchObject({ receipts: 1, lines: 1, rows: 0 });
    expect(await own.json('replay', '--code', 'malformed_json')).toMatchObject({ receipts: 1, lines: 1, rows: 0 });
    expect(await own.json('replay', '--code', 'too_deep')).toMatchObject({ receipts: 0 });
    expect(await own.json('replay', '--since', '2999-01-01')).toMatchObject({ receipts: 0 });
    expect(await own.json('replay', '--all')).toMatchObject({ lines: 4, rows: 3, withdrawn: 0 });
    expect(await own.json('query', 'SELECT count(*) AS n FROM events')).toEqual([{ n: 3 }]);
  });

  describe('a downloaded report', () => {
    const report = [
      'Time,"User full name","Affected user","Event context",Component,"Event name",Description,Origin,"IP address"',
      `"14/03/25, 11:07","Zoé Martin",-,"Page: FAQ",Page,"Course module viewed","The user with id '17' viewed the 'page' activity with course module id '12'.",web,192.0.2.1`,
    ].join('\n');
    const seen = () => cli.json<unknown[]>('query', "SELECT course_id, strftime(time, '%H:%M') AS at FROM events WHERE dialect = 'moodle'");

    test('needs a time zone, and says so', async () => {
      const file = cli.file('report.csv', report);
      const summary = await cli.json<Summary>('ingest', file, '--source', 'campus');
      expect(summary).toEqual({ lines: 1, rows: 0, rejected: { missing_time_zone: 1 }, dropped: {} });
      const { code, err } = await cli.run(['ingest', file, '--source', 'campus', '--time-zone', 'Europe/Lutetia']);
      expect(code).toBe(2);
      expect(err).toContain('Europe/Paris');
    });

    test('takes it, and its course, from options or from the configuration', async () => {
      const file = cli.file('report.csv', report);
      await cli.json('ingest', file, '--source', 'campus', '--time-zone', 'Europe/Paris', '--course', '42');
      expect(await seen()).toEqual([{ course_id: '42', at: '10:07' }]);
      const config = cli.file('zones.yaml', 'sources:\n  - id: campus\n    platform: moodle\n    time_zone: Indian/Reunion\n');
      await cli.json('ingest', file, '--source', 'campus', '--config', config);
      expect(await seen()).toContainEqual({ course_id: null, at: '07:07' });
    });
  });
});
