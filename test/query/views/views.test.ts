import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Row } from '#core/dataset/columns.ts';
import { courseKey, courseSlug } from '#core/pseudonymise/course.ts';
import { question } from '#core/query/questions/ask.ts';
import { VIEWS } from '#core/query/views.ts';
import { DAY, row, SLUG } from '../../support/rows.ts';
import { directoryLake } from '../lake.ts';
import { isOther, seedRows } from './seeds.ts';

/** Learners in a seed's course, its named ones and others: just enough, or so many that things which the others meet are known. */
const learnersIn = (view: string): number => (view === 'person_course' ? 12 : 10);
const SMALL = courseSlug(courseKey('campus', '42'));
const TYPES = {
  string: 'VARCHAR',
  timestamp: 'TIMESTAMP WITH TIME ZONE',
  date: 'DATE',
  int32: 'INTEGER',
  int64: 'BIGINT',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
};
/** `UPDATE_GOLDEN=1 vitest run test/query/views` writes the expected rows anew: read the difference before you commit it. */
const updating = process.env['UPDATE_GOLDEN'] === '1';

async function withSeed<T>(
  view: string,
  courses: Readonly<Record<string, number>>,
  ask: (run: (sql: string) => Promise<Record<string, unknown>[]>) => Promise<T>,
): Promise<T> {
  const lake = directoryLake();
  try {
    for (const [slug, learners] of Object.entries(courses)) {
      for (const [day, rows] of seedRows(view, learners)) await lake.place(slug, day, rows);
    }
    return await ask(async (sql) => {
      const { columns, rows } = await lake.engine.run(sql);
      return rows.map((row) => Object.fromEntries(columns.map(({ name }, i) => [name, row[i]])));
    });
  } finally {
    lake.close();
  }
}

it('every view has a seed, and no seed is without its view', () => {
  const seeds = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.seed.json'));
  expect(seeds.map((name) => name.slice(0, -'.seed.json'.length)).sort()).toEqual(VIEWS.map(({ name }) => name).sort());
});

describe.each(VIEWS.map((view) => [view.name, view] as const))('view %s', (name, { columns }) => {
  const order = columns.map((_, i) => i + 1).join(', ');

  it('gives the expected rows of its seed', () =>
    withSeed(name, { [SLUG]: learnersIn(name) }, async (run) => {
      const all = await run(`SELECT * FROM ${name} ORDER BY ${order}`);
      const rows = all.filter(({ learner }) => !isOther(learner));
      const file = new URL(`${name}.expected.json`, import.meta.url);
      if (updating) writeFileSync(file, `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`);
      expect(rows).toEqual(JSON.parse(readFileSync(file, 'utf8')));
      expect(rows.length).toBeGreaterThan(0);
    }));

  it('has the columns that it declares', () =>
    withSeed(name, {}, async (run) => {
      const described = await run(`DESCRIBE ${name}`);
      expect(described.map((row) => [row['column_name'], row['column_type']])).toEqual(
        columns.map((column) => [column.name, TYPES[column.type]]),
      );
    }));

  it('shows nothing of a course of nine learners, whatever teachers do there', () =>
    withSeed(name, { [SLUG]: learnersIn(name), [SMALL]: 9 }, async (run) => {
      const courses = await run(`SELECT DISTINCT course FROM ${name}`);
      expect(courses).toEqual([{ course: SLUG }]);
    }));
});

it.each([
  ['eight learners and two teachers', 8, []],
  ['ten learners and two teachers', 10, [[10, 11]]],
])('a course of %s, each with an event that tells no role, has so many learners', async (_, learners, expected) => {
  const lake = directoryLake();
  const viewed = { category: 'navigation', action: 'viewed' } as const;
  const of = (name: string, changes: Partial<Row> = {}) => ({ ...viewed, learner: name as Row['learner'], ...changes });
  try {
    await lake.place(
      SLUG,
      DAY,
      [
        ...Array.from({ length: learners }, (_, n) => of(`p1learner${n}`)),
        ...[of('p1teacher'), of('p1teacher', { role: 'instructor' }), of('p1tutor'), of('p1tutor', { role: 'staff' })],
        // Nobody known stands, and stands in nobody's way.
        of('', { learner: null }),
        of('', { learner: null, role: 'staff' }),
      ].map((changes, i) => row(`e1${i}`, changes)),
    );
    expect((await lake.engine.run('SELECT learners, events FROM courses')).rows).toEqual(expected);
    expect((await lake.engine.run('SELECT learners, events FROM course_activity')).rows).toEqual(expected);
    const { rows } = await lake.engine.run(question('actions', { course: SLUG }));
    expect(rows.map(([, , , count]) => count)).toEqual(expected.map(([count]) => count));
  } finally {
    lake.close();
  }
});
