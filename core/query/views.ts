import type { AnswerType } from './glue-table.ts';
import { enough, OF_LEARNERS } from './small-groups.ts';

export interface ViewColumn {
  readonly name: string;
  readonly type: AnswerType;
  readonly meaning: string;
}

/** A stored SELECT over `events`, in SQL that DuckDB and Athena (Trino 435) run unchanged. */
export interface View {
  readonly name: string;
  readonly description: string;
  readonly sql: string;
  readonly columns: readonly ViewColumn[];
}

const LEARNERS: ViewColumn = { name: 'learners', type: 'int64', meaning: 'Distinct learners.' };
const EVENTS: ViewColumn = { name: 'events', type: 'int64', meaning: 'Events.' };

const COURSES: View = {
  name: 'courses',
  description: 'Every course with ten learners or more.',
  sql: `SELECT course, source, max(course_id) AS course_id,
  min(CAST(time AS DATE)) AS first_day, max(CAST(time AS DATE)) AS last_day,
  count(DISTINCT learner) AS learners, count(*) AS events
FROM events
WHERE ${OF_LEARNERS}
GROUP BY course, source
${enough()}`,
  columns: [
    { name: 'course', type: 'string', meaning: 'Folder name of the course, by which questions ask.' },
    { name: 'source', type: 'string', meaning: 'The LMS that sent it, by its configured name.' },
    { name: 'course_id', type: 'string', meaning: 'The course, as its LMS names it; null: events outside any course.' },
    { name: 'first_day', type: 'date', meaning: 'UTC day of the first event.' },
    { name: 'last_day', type: 'date', meaning: 'UTC day of the last event.' },
    LEARNERS,
    EVENTS,
  ],
};

const COURSE_ACTIVITY: View = {
  name: 'course_activity',
  description: 'What was done in each course on each day, where ten learners or more did it.',
  sql: `SELECT course, CAST(time AS DATE) AS day, category, action,
  count(*) AS events, count(DISTINCT learner) AS learners
FROM events
WHERE ${OF_LEARNERS}
GROUP BY course, CAST(time AS DATE), category, action
${enough()}`,
  columns: [
    { name: 'course', type: 'string', meaning: 'Folder name of the course.' },
    { name: 'day', type: 'date', meaning: 'UTC day.' },
    { name: 'category', type: 'string', meaning: 'Family of the action.' },
    { name: 'action', type: 'string', meaning: 'What was done.' },
    EVENTS,
    LEARNERS,
  ],
};

/** What stands beside `events` in every edition, in the order in which one may build on another. */
export const VIEWS: readonly View[] = [COURSES, COURSE_ACTIVITY];
