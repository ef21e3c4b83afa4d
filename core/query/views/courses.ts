import { enough, OF_LEARNERS } from '../small-groups.ts';
import type { View } from './view.ts';

export const COURSES: View = {
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
    { name: 'learners', type: 'int64', meaning: 'Distinct learners.' },
    { name: 'events', type: 'int64', meaning: 'Events.' },
  ],
};
