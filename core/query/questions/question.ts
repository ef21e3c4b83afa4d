import type { ViewColumn } from '../views.ts';

/** `course`: folder name of a course. `day`: UTC day, YYYY-MM-DD. */
type ParameterType = 'course' | 'day';

export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  readonly required: boolean;
  readonly meaning: string;
}

/** What a question is asked of: validated and written as SQL. */
export interface Span {
  /** Condition on `events`: the course, the days, and learners only. */
  readonly where: string;
}

/** A question that many ask, answered by one SELECT in SQL that DuckDB and Athena (Trino 435) run unchanged. */
export interface Question {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  readonly columns: readonly ViewColumn[];
  /** Withholds groups of fewer than ten learners. */
  readonly sql: (span: Span) => string;
}

/** Every question is about one course, and about all its days unless they are given. */
export const PARAMETERS: readonly Parameter[] = [
  { name: 'course', type: 'course', required: true, meaning: 'folder name of the course, as in the view "courses"' },
  { name: 'from', type: 'day', required: false, meaning: 'first UTC day' },
  { name: 'to', type: 'day', required: false, meaning: 'last UTC day' },
];

export const LEARNERS: ViewColumn = { name: 'learners', type: 'int64', meaning: 'Distinct learners, ten or more.' };
export const EVENTS: ViewColumn = { name: 'events', type: 'int64', meaning: 'Events.' };
