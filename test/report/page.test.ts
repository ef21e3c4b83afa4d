import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayOf } from '#core/dataset/layout.ts';
import { courseKey, courseSlug } from '#core/pseudonymise/course.ts';
import { pageOf } from '#core/report/page.ts';
import { type CourseReport, courseReport } from '#core/report/report.ts';
import { type DirectoryLake, directoryLake } from '../query/lake.ts';
import { row, SLUG } from '../support/rows.ts';
import { courseRows } from './course.ts';

const made = { version: '1.2.3', madeOn: '2026-05-01' };
const FEW = courseSlug(courseKey('campus', 'few'));

let lake: DirectoryLake;
let report: CourseReport;
let page: string;
beforeAll(async () => {
  lake = directoryLake();
  for (const [day, rows] of Map.groupBy(courseRows(), ({ time }) => dayOf(time))) await lake.place(SLUG, day, rows);
  const nine = Array.from({ length: 9 }, (_, n) => row(`e1few${n}`, { course_id: 'few', learner: `p1${n}` as never }));
  await lake.place(FEW, '2026-03-02', nine);
  report = await courseReport(SLUG, (select) => lake.engine.run(select), made);
  page = pageOf(report);
});
afterAll(() => lake.close());

const sectionNamed = (id: string) => report.sections.find((section) => section.id === id);
const rowsOf = (id: string, figure = 0) => sectionNamed(id)?.figures[figure]?.data.rows ?? [];

describe('a report', () => {
  it('tells its numbers section by section', () => {
    // 24 learners, 569 events.
    expect(report.about.slice(0, 3)).toEqual([
      { name: 'Learners', value: 'about 25' },
      { name: 'Events', value: 'about 570' },
      { name: 'Days', value: '2026-03-02 to 2026-04-06' },
    ]);
    // 24, 22, 22, 11, 11, 11; of whom 13 left in three steps, two of them too small.
    expect(rowsOf('engagement').map(([, learners]) => learners)).toEqual([25, 20, 20, 10, 10, 10]);
    expect(rowsOf('engagement', 1).map(([, learners]) => learners)).toEqual([25, 10]);
    expect(rowsOf('quizzes').map(([name, id, learners, right]) => [name, id, learners, right])).toEqual([
      ['Q1', 'q-easy', 25, '85 %'],
      ['Q2', 'q-hard', 25, '35 %'],
    ]);
    expect(rowsOf('paths')).toContainEqual(['/courses/a/course', '/courses/a/courseware/week-1', 25, 100]);
  });

  it('lets nothing withheld be had by subtraction', async () => {
    const seminar = directoryLake('seminar');
    const at = (day: number, n: number, changes: object) =>
      row(`e1${day}-${n}-${JSON.stringify(changes).length}`, {
        learner: `p1${n}` as never,
        time: Date.UTC(2026, 2, day, 8, n),
        ...changes,
      });
    const answer = { category: 'assessment', action: 'answered', object_id: 'q', attempt: 1 } as const;
    const twelve = Array.from({ length: 12 }, (_, n) => n);
    const first = twelve.flatMap((n) => [at(2, n, { action: 'viewed', category: 'content' }), at(2, n, { ...answer, success: n > 0 })]);
    await seminar.place(SLUG, '2026-03-02', first);
    // One more learner comes the day after, alone.
    await seminar.place(SLUG, '2026-03-03', [at(3, 12, { action: 'viewed', category: 'content' })]);
    const told = await courseReport(SLUG, (select) => seminar.engine.run(select), made);
    seminar.close();
    const figures = told.sections.flatMap((section) => section.figures);
    expect(figures[0]?.data.rows).toEqual([
      ['2026-03-02', 10],
      ['2026-03-03', null],
    ]);
    // 13 in all, 25 events, 24 of them on the first day; eleven of twelve were right.
    expect(told.about.map(({ value }) => value).slice(0, 3)).toEqual(['about 15', 'about 30', '2026-03-02 to 2026-03-02']);
    expect(figures[1]?.data.rows[0]).toEqual(['2026-03-02', 20]);
    expect(told.sections.find(({ id }) => id === 'quizzes')?.figures[0]?.data.rows).toEqual([['Q1', 'q', 10, '90 %', '–']]);
  });

  it('withholds what fewer than ten learners stand behind, and says so', () => {
    expect(page).not.toMatch(/v-rare|q-rare|courses\/a\/rare/);
    const [video] = rowsOf('videos');
    expect(video?.slice(0, 4)).toEqual(['V1', 'v-all', '5:00', 25]);
    // Nine watched its end.
    expect(video?.at(-1)).toBeNull();
    expect(page).toContain('<i>withheld</i>');
  });

  it('shows nobody: no pseudonym of a learner, a session or an event', () => {
    expect(page).not.toMatch(/\b[pse]1[a-z0-9]{6,}/);
  });

  it('is refused for a course of nine, and for none, in the same words', async () => {
    for (const course of [FEW, 'none-0123456789abcdef']) {
      await expect(courseReport(course, (select) => lake.engine.run(select), made)).rejects.toMatchObject({ code: 'course_withheld' });
    }
    await expect(courseReport("x' OR '1'='1", (select) => lake.engine.run(select), made)).rejects.toMatchObject({
      code: 'question_refused',
    });
  });

  it('says where there is nothing to show', async () => {
    const bare = directoryLake('bare');
    const ten = Array.from({ length: 10 }, (_, n) => row(`e1${n}`, { learner: `p1${n}` as never, action: 'viewed', category: 'content' }));
    await bare.place(SLUG, '2026-03-02', ten);
    const empty = pageOf(await courseReport(SLUG, (select) => bare.engine.run(select), made));
    bare.close();
    expect(empty).toContain('No video was watched by ten learners or more.');
    expect(empty).toContain('No problem was answered by ten learners or more.');
  });
});

describe('the page', () => {
  it('asks nothing of any other place', () => {
    expect(page.replaceAll('http://www.w3.org/', '')).not.toMatch(/https?:|<script|<link|@import|url\((?!#)|src=/);
    expect(page).toContain("default-src 'none'");
  });

  it('is the same for the same data', async () => {
    const again = await courseReport(SLUG, (select) => lake.engine.run(select), made);
    const unnumbered = (html: string) => html.replace(/zr\d+-/g, 'zr-');
    expect(unnumbered(pageOf(again))).toBe(unnumbered(page));
  });

  it('takes a course for text, whatever its name', () => {
    const html = pageOf({ ...report, title: '<img src=x onerror="alert(1)">' });
    expect(html).not.toContain('<img');
    expect(html).toContain('&#60;img');
  });
});
