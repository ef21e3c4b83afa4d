import { afterAll, beforeAll, expect, test } from 'vitest';
import { Cli, nativeEvent } from './harness.ts';

const cli = new Cli();
let course = '';
beforeAll(async () => {
  await cli.addSource('campus');
  const events = Array.from({ length: 12 }, (_, n) =>
    nativeEvent(`e${n}`, {
      course: n < 11 ? 'cours-a' : 'cours-b',
      actor: { user_id: 100 + n },
      time: `2026-03-${n < 6 ? '02' : '03'}T10:00:00Z`,
    }),
  );
  await cli.json('ingest', cli.file('a.log', events.join('\n')), '--source', 'campus');
  course =
    ((await cli.json('query', "SELECT DISTINCT course FROM events WHERE course_id = 'cours-a'")) as { course: string }[])[0]?.course ?? '';
});
afterAll(() => cli.remove());

test('without a question, all are listed, for people and for machines', async () => {
  const { code, out } = await cli.run(['ask']);
  expect(code).toBe(0);
  expect(out).toContain('drop_off');
  const told = (await cli.json('ask')) as { name: string; parameters: { name: string; required: boolean }[]; columns: unknown[] }[];
  expect(told.map(({ name }) => name)).toContain('quiz_results');
  expect(told[0]?.parameters[0]).toMatchObject({ name: 'course', required: true });
});

test('an answer withholds groups of fewer than ten learners', async () => {
  expect(await cli.json('ask', 'actions', '--course', course)).toMatchObject([{ events: 11, learners: 11 }]);
  // Six learners on one day, five on the other.
  expect(await cli.json('ask', 'activity_per_day', '--course', course)).toEqual([]);
  expect(await cli.json('ask', 'actions', '--course', course, '--from', '2026-03-03')).toEqual([]);
});

test.each([
  [['nonsense'], 'questions are activity_per_day'],
  [['actions'], 'actions needs course'],
  [['actions', '--course', 'zoe@example.org'], 'a course is named by its folder name'],
  [['actions', '--course', 'x-0123456789abcdef', '--from', '2026-02-30'], 'a day is written as'],
  [['actions', '--course', 'x-0123456789abcdef', '--from', '2026-03-02', '--to', '2026-03-01'], 'from is after to'],
])('%j is refused, with what is wrong and no value', async (args, says) => {
  const { code, err } = await cli.run(['ask', ...args]);
  expect(code).toBe(1);
  expect(err).toContain(says);
  expect(err).not.toContain('zoe');
});

test("a researcher's rights exist only where it is deployed", async () => {
  const { code, err } = await cli.run(['ask', 'actions', '--course', course, '--as', 'leila']);
  expect({ code, err }).toEqual({ code: 2, err: 'sillage: --as is for a deployed installation; add --aws.\n' });
});
