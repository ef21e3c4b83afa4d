import { enough } from '../small-groups.ts';
import { WEEK } from './active-learners-per-week.ts';
import { LEARNERS, PARAMETERS, type Question } from './question.ts';

export const DROP_OFF: Question = {
  name: 'drop_off',
  title: 'When do learners leave?',
  description: 'Learners by the week of their last event, Monday to Sunday, UTC.',
  parameters: PARAMETERS,
  columns: [{ name: 'last_week', type: 'date', meaning: 'Its Monday.' }, LEARNERS],
  sql: ({ where }) => `SELECT last_week, count(DISTINCT learner) AS learners
FROM (
  SELECT learner, max(${WEEK}) AS last_week
  FROM events
  WHERE ${where} AND learner IS NOT NULL
  GROUP BY learner
) AS ends
GROUP BY last_week
${enough()}
ORDER BY last_week`,
};
