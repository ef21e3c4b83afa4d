import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LearnerToken } from '#core/pseudonymise/pseudonym.ts';
import { question } from '#core/query/questions/ask.ts';
import { DAY, row, SLUG } from '../support/rows.ts';
import { type DirectoryLake, directoryLake } from './lake.ts';

const learner = (n: number) => `p1${String(n).padStart(26, 'a')}` as LearnerToken;
const OTHER = 'andere-0123456789abcdef';

let lake: DirectoryLake;
beforeAll(async () => {
  lake = directoryLake();
  const plays = Array.from({ length: 11 }, (_, n) => row(`e1play${n}`, { learner: learner(n), object_id: 'v1' }));
  // One play was sent twice by mistake under two ids; the second is taken back, from outside the course.
  await lake.place(SLUG, DAY, [...plays, row('e1again', { learner: learner(3), object_id: 'v1' })]);
  await lake.place(OTHER, '2026-04-01', [
    row('e1void', {
      course_id: null,
      learner: null,
      category: 'administration',
      action: 'voided',
      object_type: 'statement',
      object_id: 'e1again',
    }),
    row('e1void2', {
      course_id: null,
      learner: null,
      category: 'administration',
      action: 'voided',
      object_type: 'statement',
      object_id: null,
    }),
  ]);
});
afterAll(() => lake.close());

test('what was taken back counts in no table and in no answer, and stays in events', async () => {
  const one = async (select: string) => (await lake.engine.run(select)).rows;
  expect(await one(`SELECT count(*) FROM events WHERE course = '${SLUG}'`)).toEqual([[12]]);
  expect(await one('SELECT events, learners FROM courses')).toEqual([[11, 11]]);
  expect(await one(`SELECT events, video_plays FROM person_course WHERE learner = '${learner(3)}'`)).toEqual([[1, 1]]);
  expect((await lake.engine.run(question('actions', { course: SLUG }))).rows).toEqual([['video', 'played', 11, 11]]);
});
