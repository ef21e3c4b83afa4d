import { enough } from '../small-groups.ts';
import { EVENTS, LEARNERS, PARAMETERS, type Question } from './question.ts';

/** The Monday of a UTC week (ISO 8601). */
export const WEEK = `CAST(date_trunc('week', CAST(time AS DATE)) AS DATE)`;

export const ACTIVE_LEARNERS_PER_WEEK: Question = {
  name: 'active_learners_per_week',
  title: 'How many learners are active each week?',
  description: 'Learners with an event in each week, Monday to Sunday, UTC.',
  parameters: PARAMETERS,
  columns: [{ name: 'week', type: 'date', meaning: 'Its Monday.' }, LEARNERS, EVENTS],
  sql: ({ where }) => `SELECT ${WEEK} AS week, count(DISTINCT learner) AS learners, count(*) AS events
FROM events
WHERE ${where} AND learner IS NOT NULL
GROUP BY ${WEEK}
${enough()}
ORDER BY week`,
};
