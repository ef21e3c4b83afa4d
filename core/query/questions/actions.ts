import { enough } from '../small-groups.ts';
import { EVENTS, LEARNERS, PARAMETERS, type Question } from './question.ts';

export const ACTIONS: Question = {
  name: 'actions',
  title: 'What do learners do?',
  description: 'Events and learners of each action, the most frequent first.',
  parameters: PARAMETERS,
  columns: [
    { name: 'category', type: 'string', meaning: 'Family of the action.' },
    { name: 'action', type: 'string', meaning: 'What was done.' },
    EVENTS,
    LEARNERS,
  ],
  sql: ({ where }) => `SELECT category, action, count(*) AS events, count(DISTINCT learner) AS learners
FROM events
WHERE ${where}
GROUP BY category, action
${enough()}
ORDER BY events DESC, category, action`,
};
