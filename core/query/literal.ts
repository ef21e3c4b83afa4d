import { Fault } from '#core/errors.ts';

/** Text as an SQL literal (ISO 9075: the quote is doubled, nothing else is special). */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

const SLUG = /^[a-z0-9-]{1,40}-[0-9a-f]{16}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** @throws Fault `question_refused` when it cannot be a course's folder name */
export function courseLiteral(slug: string): string {
  if (!SLUG.test(slug)) throw new Fault('question_refused', 'a course is named by its folder name, as in the view "courses"');
  return literal(slug);
}

/** A UTC day, YYYY-MM-DD, that the calendar has. @throws Fault `question_refused` */
export function dayLiteral(day: string): string {
  const time = DAY.test(day) ? Date.parse(day) : Number.NaN;
  // Some days that no month has are read as days of the next.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day) {
    throw new Fault('question_refused', 'a day is written as in 2026-03-29');
  }
  return `DATE ${literal(day)}`;
}
