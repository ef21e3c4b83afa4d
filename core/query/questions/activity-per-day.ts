import { enough } from '../small-groups.ts';
import { EVENTS, LEARNERS, PARAMETERS, type Question } from './question.ts';

export const ACTIVITY_PER_DAY: Question = {
  name: 'activity_per_day',
  title: 'How alive is the course, day by day?',
  description: 'Events and learners on each UTC day.',
  parameters: PARAMETERS,
  columns: [{ name: 'day', type: 'date', meaning: 'UTC day.' }, EVENTS, LEARNERS],
  sql: ({ where }) => `SELECT CAST(time AS DATE) AS day, count(*) AS events, count(DISTINCT learner) AS learners
FROM events
WHERE ${where}
GROUP BY CAST(time AS DATE)
${enough()}
ORDER BY day`,
};
