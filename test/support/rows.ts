import { COLUMNS, type Row } from '#core/dataset/columns.ts';
import { dayNumber } from '#core/dataset/layout.ts';
import { courseKey, courseSlug } from '#core/pseudonymise/course.ts';

export const COURSE = 'course-v1:Sorbonne+BIO101+2026';
export const KEY = courseKey('campus', COURSE);
export const SLUG = courseSlug(KEY);
export const DAY = '2026-03-02';
const MIDNIGHT = Date.UTC(2026, 2, 2);

/** A row with something in every required column and null in the others. */
export function row(id: string, changes: Partial<Row> = {}): Row {
  const nulls = Object.fromEntries(COLUMNS.map(({ name }) => [name, null]));
  return {
    ...(nulls as unknown as Row),
    event_id: id as Row['event_id'],
    time: MIDNIGHT + 1_000,
    received_on: dayNumber(MIDNIGHT),
    source: 'campus',
    dialect: 'native',
    course_id: COURSE,
    learner: 'p1aaaaaaaaaaaaaaaaaaaaaaaaaa' as Row['learner'],
    category: 'video',
    action: 'played',
    schema_version: 1,
    transform_version: 1,
    ...changes,
  };
}
