import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openParquet } from '#core/dataset/parquet/read.ts';
import { courseKey, courseSlug } from '#core/pseudonymise/course.ts';
import { nativeEvent } from '../../cli/harness.ts';
import { Installation } from './installation.ts';

const SETTINGS = `
sources:
  - { id: campus, platform: other }
researchers:
  - id: leila
    principal: arn:aws:iam::444455556666:role/leila
    grants:
      - { source: campus, course: granted-course, purpose: "Which videos are left", transfer_basis: none }
`;
const COURSES = 'SELECT course_id, count(*) AS n FROM events GROUP BY 1 ORDER BY 1';

let there: Installation;
beforeAll(async () => {
  there = await Installation.make(SETTINGS);
  await there.say('source', 'add', 'campus');
  await takeIn(
    nativeEvent('one', { course: 'granted-course' }),
    nativeEvent('two', { course: 'other-course' }),
    nativeEvent('three', { course: 'other-course' }),
  );
  await there.say('merge', '--now');
  await there.room('leila', [{ slug: courseSlug(courseKey('campus', 'granted-course')), month: '2026-03' }]);
});
afterAll(() => there.close());

/** As far as staging. */
async function takeIn(...lines: readonly string[]): Promise<void> {
  await there.say('ingest', there.cli.file('some.log', lines.join('\n')), '--source', 'campus');
  await there.process();
}

describe('query --aws', () => {
  test('answers as a table, as CSV and as JSON, in the workgroup and database of the stacks', async () => {
    expect(await there.say('query', COURSES)).toMatch(/^course_id +n\ngranted-course +1\nother-course +2\n\n2 rows\n$/);
    expect(await there.say('query', COURSES, '--format', 'csv')).toMatch(/^course_id,n\r?\ngranted-course,1\r?\nother-course,2\r?\n$/);
    const rows = [
      { course_id: 'granted-course', n: 1 },
      { course_id: 'other-course', n: 2 },
    ];
    expect(await there.json('query', COURSES)).toEqual(rows);
    expect(there.queries.at(-1)).toEqual({ sql: COURSES, database: there.world.cloud.database, workgroup: 'questions' });
    const out = join(there.cli.folder, 'courses.json');
    expect(await there.say('query', COURSES, '--out', out)).toBe('');
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(rows);
  });

  test('writes Parquet that its owner alone can read', async () => {
    const out = join(there.cli.folder, 'videos.parquet');
    expect(await there.say('query', "SELECT event_id, time, action FROM events WHERE category = 'video' ORDER BY 1", '--out', out)).toBe(
      '',
    );
    const bytes = readFileSync(out);
    const file = {
      size: bytes.length,
      etag: '',
      read: async (from: number, to: number) => bytes.subarray(from, to),
      close: async () => {},
    };
    expect((await openParquet(file)).rows).toBe(3);
    expect(statSync(out).mode & 0o077).toBe(0);
  });

  test('--as a researcher: her own workgroup and database, and her courses alone', async () => {
    expect(await there.json('query', COURSES, '--as', 'leila')).toEqual([{ course_id: 'granted-course', n: 1 }]);
    const own = { database: `${there.name}_researcher_leila`, workgroup: `${there.name}-researcher-leila` };
    expect(there.queries.at(-1)).toMatchObject(own);
    expect(await there.failure('query', COURSES, '--as', 'omar')).toMatchObject({
      exit: 2,
      code: 'unknown_researcher',
      message: expect.stringMatching(/lists no researcher "omar"; see: sillage check$/),
    });
  });

  test('runs again when a merge replaced a file under it, and answers with what is there then', async () => {
    await takeIn(nativeEvent('four', { course: 'other-course' }));
    const asked = there.queries.length;
    there.beforeQuery = async () => {
      there.beforeQuery = async () => {};
      await there.world.merge(there.functions);
    };
    expect(await there.json('query', COURSES)).toEqual([
      { course_id: 'granted-course', n: 1 },
      { course_id: 'other-course', n: 3 },
    ]);
    expect(there.queries.length - asked).toBe(2);
  });

  test('gives up in one sentence when files are always replaced', async () => {
    there.beforeQuery = async () => {
      throw new Error('HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3://bucket/events/zoe (offset=0)');
    };
    try {
      const { code, message } = await there.failure('query', COURSES);
      expect(code).toBe('object_changed');
      expect(message).toMatch(/run the operation again/);
      expect(message).not.toContain('s3://');
    } finally {
      there.beforeQuery = async () => {};
    }
  });

  test('ask is answered by the query function, which withholds small groups', async () => {
    const course = courseSlug(courseKey('campus', 'other-course'));
    const table = await there.say('ask', 'drop_off', '--course', course);
    expect(table).toMatch(/^last_week +learners\n\n0 rows\n$/);
    expect(there.lambda.calls.at(-1)).toEqual({ name: 'query', input: { question: 'drop_off', parameters: { course } } });
    expect(there.queries.at(-1)).toMatchObject({ database: there.world.cloud.database, workgroup: 'primary' });
    expect(await there.json('ask', 'drop_off', '--course', course, '--as', 'leila')).toEqual([]);
    expect(there.queries.at(-1)).toMatchObject({ workgroup: `${there.name}-researcher-leila` });
  });

  test.each<[string, string, RegExp]>([
    ['DROP TABLE events', 'query_refused', /Only one SELECT/],
    ['SELECT 1; SELECT 2', 'query_refused', /several statements/],
    ['SELECT * FROM information_schema.tables', 'query_refused', /what is not "events"/],
    ['SELECT * FROM learners', 'query_refused', /names a table that is not there/],
    ['SELECT nothing_like_it FROM events', 'query_failed', /could not be run[\s\S]*nothing_like_it/],
  ])('refuses %s', async (sql, code, sentence) => {
    const refusal = await there.failure('query', sql);
    expect(refusal).toMatchObject({ exit: 1, code });
    expect(refusal.message).toMatch(sentence);
    expect((await there.run('query', sql)).err).not.toMatch(/\n\s+at /);
  });
});
