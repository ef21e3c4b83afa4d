import { enough, OF_LEARNERS } from '../small-groups.ts';
import type { View } from './view.ts';

export const COURSE_ACTIVITY: View = {
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
    { name: 'events', type: 'int64', meaning: 'Events.' },
    { name: 'learners', type: 'int64', meaning: 'Distinct learners.' },
  ],
};
