import { COLUMNS, type Row } from '#core/dataset/columns.ts';
import { dayNumber, dayOf } from '#core/dataset/layout.ts';
import { courseKey, courseSlug } from '#core/pseudonymise/course.ts';
import { VIEWS } from '#core/query/views.ts';
import { seedRows } from '../query/views/seeds.ts';
import { row } from '../support/rows.ts';

/** Fourteen learners. */
export const LARGE = courseSlug(courseKey('campus', 'course-v1:Sorbonne+BIO101+2026'));
/** Ten: just enough. */
export const TEN = courseSlug(courseKey('campus', 'Éthique, «corps» & société'));
/** Nine: withheld. */
export const NINE = courseSlug(courseKey('campus', '42'));
const IDS = { [LARGE]: 'course-v1:Sorbonne+BIO101+2026', [TEN]: 'Éthique, «corps» & société', [NINE]: '42' };

/** Midnights of UTC, changes of the hour in Paris, New York, St. John's and Lord Howe, a leap day, the first time allowed. */
const MOMENTS = [
  '2000-01-01T00:00:00.000Z',
  '2024-02-29T23:59:59.999Z',
  '2026-03-01T00:00:00.000Z',
  '2026-03-08T04:29:59.999Z',
  '2026-03-08T06:59:59.999Z',
  '2026-03-08T07:00:00.000Z',
  '2026-03-28T23:59:59.999Z',
  '2026-03-29T00:00:00.000Z',
  '2026-03-29T00:59:59.999Z',
  '2026-03-29T01:00:00.000Z',
  '2026-03-29T02:30:00.001Z',
  '2026-03-31T23:59:59.999Z',
  '2026-04-01T00:00:00.000Z',
  '2026-04-04T15:00:00.000Z',
  '2026-10-25T00:30:00.000Z',
  '2026-10-25T01:00:00.000Z',
  '2026-11-01T05:30:00.000Z',
  '2026-12-31T23:59:59.999Z',
].map((text) => Date.parse(text));

const TEXTS = [
  '',
  ' ',
  'd’été',
  'e\u0301',
  '日本語',
  '👩🏽‍🎓',
  'שלום',
  `l'"a"\\b`,
  'a\nb\tc',
  '%_',
  'NULL',
  '\u00a0',
  'ﬀ',
  'İ',
  '\u{10FFFF}',
];
const DOUBLES = [0, -0, 0.1 + 0.2, -1.5, Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, 2 ** 53, 1e-7, 1e21, 123456.789];
const INTEGERS = [0, 1, -1, 2_147_483_647, -2_147_483_648];

/** Rows of everything that two engines may see differently, by course and UTC day. */
export function hardRows(): ReadonlyMap<string, ReadonlyMap<string, readonly Row[]>> {
  const nullable = COLUMNS.filter((column) => column.nullable).map(({ name }) => name);
  const courses = new Map<string, Map<string, Row[]>>();
  let count = 0;
  const add = (slug: string, changes: Partial<Row>): void => {
    const made = row(`e1${String(count++).padStart(6, '0')}`, { course_id: IDS[slug] ?? null, ...changes });
    const days = courses.get(slug) ?? new Map<string, Row[]>();
    courses.set(slug, days);
    const day = dayOf(made.time);
    days.set(day, [...(days.get(day) ?? []), made]);
  };
  const learnersOf: Readonly<Record<string, number>> = { [LARGE]: 14, [TEN]: 10, [NINE]: 9 };
  for (const [slug, learners] of Object.entries(learnersOf)) {
    // Every column null alone, and every column given alone.
    for (const [i, name] of nullable.entries()) {
      const time = MOMENTS[i % MOMENTS.length] ?? 0;
      add(slug, { ...full(i), time, received_on: dayNumber(time), learner: learner(i % learners), role: null, [name]: null });
      add(slug, { time, learner: null, [name]: full(i)[name] });
    }
    for (let n = 0; n < learners; n++) weeks(n, (changes) => add(slug, { learner: learner(n), ...changes }));
    // So many leave in one week that it may be told.
    for (let n = 0; n < Math.min(learners, 12); n++) {
      add(slug, { time: Date.UTC(2027, 0, 5, 0, 0, n), learner: learner(n), category: 'session', action: 'logged_out' });
    }
    for (const { name } of VIEWS) seeded(name, learners, (changes) => add(slug, changes));
    // One of the rows above is taken back.
    add(slug, { learner: null, category: 'administration', action: 'voided', object_type: 'statement', object_id: 'e1000007' });
  }
  return courses;
}

/** The seed of a view, by learners who are in the course already; whoever teaches by one row of it is somebody else, by all of them. */
function seeded(view: string, learners: number, add: (changes: Partial<Row>) => void): void {
  const rows = [...seedRows(view, learners).values()].flat();
  const teaching = new Set(rows.filter(({ role }) => role === 'staff' || role === 'instructor').map((one) => one.learner));
  const names = new Map<string, number>();
  for (const { event_id: _, course_id: __, ...changes } of rows) {
    if (changes.learner === null) add(changes);
    else if (teaching.has(changes.learner)) add({ ...changes, learner: learner(500) });
    else {
      const n = names.get(changes.learner) ?? names.size;
      names.set(changes.learner, n);
      add({ ...changes, learner: learner(n) });
    }
  }
}

/** A course of five weeks: fewer and fewer learners come; some answers, some videos. */
function weeks(n: number, add: (changes: Partial<Row>) => void): void {
  for (let week = 0; week < 5 && (n < 11 || week < 2); week++) {
    const time = Date.UTC(2026, 2, 16 + 7 * week, 0, 0, 0, n);
    const role = n % 2 === 0 ? 'learner' : null;
    add({ time, role, action: 'played', category: 'video', object_id: `v${week % 2}` });
    add({ time: time - 1, role, action: 'paused', category: 'video', object_id: `v${week % 2}` });
    add({ time: time + 1, role, action: 'seeked', category: 'video', object_id: 'v0', media_from_s: n, media_to_s: 5 });
    const answer = { time: time + 2, role, category: 'assessment', action: 'answered', object_id: 'q' } as const;
    add({ ...answer, success: n % 3 === 0, attempt: 1, score_raw: n / 7 });
    add({ ...answer, success: n % 3 !== 0, attempt: 2, score_raw: 1 });
    add({ time, role: 'staff', action: 'graded', category: 'grade', learner: learner(100 + n) });
  }
}

function learner(n: number): Row['learner'] {
  return `p1${String(n).padStart(26, 'a')}` as Row['learner'];
}

function full(i: number): Partial<Row> {
  const at = <T>(values: readonly T[], salt: number): T => values[(i * 7 + salt) % values.length] as T;
  const values = COLUMNS.map(({ name, type, nullable }, c) => {
    if (!nullable || name === 'learner' || name === 'role') return [];
    if (type === 'double') return [[name, at(DOUBLES, c)]];
    if (type === 'int32') return [[name, at(INTEGERS, c)]];
    if (type === 'boolean') return [[name, (i + c) % 2 === 0]];
    return [[name, at(TEXTS, c)]];
  });
  return { role: 'learner', learner: learner(i % 3), ...Object.fromEntries(values.flat()) };
}
