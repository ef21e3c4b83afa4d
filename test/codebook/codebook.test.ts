import { describe, expect, it } from 'vitest';
import { codebook } from '#core/codebook/codebook.ts';
import { COUNTS_SQL, countsOf } from '#core/codebook/counts.ts';
import { dataPackage } from '#core/codebook/data-package.ts';
import { FILLS } from '#core/codebook/fills.ts';
import { html } from '#core/codebook/html.ts';
import { markdown } from '#core/codebook/markdown.ts';
import { sheetsOf } from '#core/codebook/sheets.ts';
import { COLUMNS, type Row } from '#core/dataset/columns.ts';
import { ACTIONS, CATEGORIES } from '#core/normalise/actions.ts';
import { DIALECTS } from '#core/normalise/dialects/index.ts';
import { courseKey, courseSlug } from '#core/pseudonymise/course.ts';
import { VIEWS } from '#core/query/views.ts';
import { directoryLake } from '../query/lake.ts';
import { DAY, row, SLUG } from '../support/rows.ts';

const dialects = [...DIALECTS.values()];
const book = codebook(dialects, null);
const OTHER = courseSlug(courseKey('campus', '42'));

describe('the codebook', () => {
  it('has every column, table, category and action', () => {
    expect(book.events.map(({ name }) => name)).toEqual(COLUMNS.map(({ name }) => name));
    expect(book.tables.map(({ name }) => name)).toEqual(VIEWS.map(({ name }) => name));
    expect(book.categories.map(({ name }) => name)).toEqual(Object.keys(CATEGORIES));
    expect(book.actions.map(({ name }) => name)).toEqual(Object.keys(ACTIONS));
  });

  it('says of each column from which fields each dialect fills it', () => {
    for (const { name, filled_from } of book.events) {
      const declared = dialects.map((dialect) => dialect.name).filter((dialect) => name in (FILLS.get(dialect) ?? {}));
      expect(Object.keys(filled_from)).toEqual(declared);
    }
  });

  it.each(['learner', 'session', 'event_id', 'object_id'])('calls %s a token', (name) => {
    expect(book.events.find((column) => column.name === name)?.protection).toContain('keyed token');
  });

  it('gives a meaning to every column of every table, once', () => {
    for (const { columns } of book.tables) {
      expect(columns.filter(({ meaning }) => meaning === '')).toEqual([]);
      expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
    }
  });
});

describe('counts', () => {
  it('leave out what fewer than ten learners of one course did, in every sum', async () => {
    const lake = directoryLake();
    try {
      const of = (course: string, count: number, changes: Partial<Row>) =>
        Array.from({ length: count }, (_, n) =>
          row(`e1${course}${changes.action}${n}`, { learner: `p1${course}${n}` as Row['learner'], ...changes }),
        );
      const played = { category: 'video', action: 'played' } as const;
      const posted = { category: 'forum', action: 'posted' } as const;
      await lake.place(SLUG, DAY, [
        ...of('a', 12, played),
        ...of('a', 6, posted),
        ...of('t', 12, { ...posted, action: 'voted', role: 'staff' }),
      ]);
      // Six and six are no ten: they may be the same persons.
      await lake.place(OTHER, DAY, [...of('b', 9, played), ...of('b', 6, posted)]);
      const counts = countsOf(await lake.engine.run(COUNTS_SQL));
      expect(counts).toEqual([{ category: 'video', action: 'played', events: 12, learners: 12 }]);
      const counted = codebook(dialects, counts);
      expect(counted.categories.filter(({ events }) => events !== null).map(({ name, events }) => [name, events])).toEqual([['video', 12]]);
      expect(counted.actions.filter(({ events }) => events !== null).map(({ name, events }) => [name, events])).toEqual([['played', 12]]);
      expect(markdown(sheetsOf(counted))).toContain('| `video` | `played` | 12 | 12 |');
    } finally {
      lake.close();
    }
  });
});

describe('as a page', () => {
  const page = html(sheetsOf(book));

  it('loads nothing and runs nothing', () => {
    expect(page).not.toMatch(/<(?:script|link|img|iframe|object|embed)\b|\bsrc=|url\(|@import|\bon\w+=/);
    expect([...page.matchAll(/href="([^"]*)"/g)].every(([, to]) => to?.startsWith('#s'))).toBe(true);
    expect(page).toContain("default-src 'none'");
  });

  it('can be read by its structure: language, one heading, landmarks, descriptions, heads of rows and columns', () => {
    const count = (pattern: RegExp): number => page.match(pattern)?.length ?? 0;
    expect(page).toContain('<html lang="en">');
    expect(count(/<h1>/g)).toBe(1);
    expect(count(/<main>/g)).toBe(1);
    const tables = sheetsOf(book).length;
    expect([count(/<table aria-labelledby/g), count(/aria-describedby/g), count(/<h2 /g)]).toEqual([tables, tables, tables]);
    expect(count(/<tr><th scope="row">/g)).toBe(count(/<tr>/g) - tables);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('shows signs of HTML as signs', () => {
    const sheet = { title: '<b>', text: 'a & "b"', head: ['x'], rows: [['<i>']], code: new Set<number>() };
    expect(html([sheet])).toContain('<h2 id="s0">&lt;b&gt;</h2>');
    expect(html([sheet])).not.toContain('<i>');
  });
});

describe('as Markdown', () => {
  it('has tables whose rows all have the cells of their head', () => {
    const lines = markdown(sheetsOf(book)).split('\n');
    const cells = (line: string): number => line.replaceAll('\\|', '').split('|').length;
    let head = 0;
    for (const [i, line] of lines.entries()) {
      if (!line.startsWith('|')) head = 0;
      else if (head === 0) head = cells(line);
      else expect([i, cells(line)]).toEqual([i, head]);
    }
  });
});

it('the data package has the fields of the schema, in its order', () => {
  const told = dataPackage(['events/course=a-0/month=2026-03/2026-03-02.parquet'], '2026-03-10T08:00:00.000Z') as {
    resources: { schema: { fields: { name: string; constraints: { required?: boolean } }[] } }[];
  };
  const fields = told.resources[0]?.schema.fields ?? [];
  expect(fields.map(({ name }) => name)).toEqual(COLUMNS.map(({ name }) => name));
  expect(fields.filter(({ constraints }) => constraints.required !== true).map(({ name }) => name)).toEqual(
    COLUMNS.filter(({ nullable }) => nullable).map(({ name }) => name),
  );
});
