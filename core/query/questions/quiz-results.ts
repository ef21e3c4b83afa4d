import { enough } from '../small-groups.ts';
import { LEARNERS, PARAMETERS, type Question } from './question.ts';

export const QUIZ_RESULTS: Question = {
  name: 'quiz_results',
  title: 'How hard are the problems?',
  description: 'Answers to each problem, how many were right, and how many were right at the first attempt.',
  parameters: PARAMETERS,
  columns: [
    { name: 'problem', type: 'string', meaning: 'The problem: a public course block, or a pseudonym.' },
    LEARNERS,
    { name: 'answers', type: 'int64', meaning: 'Answers that were marked right or wrong.' },
    { name: 'right_answers', type: 'int64', meaning: 'Those that were right.' },
    { name: 'first_answers', type: 'int64', meaning: 'Answers at the first attempt, where the platform counts attempts.' },
    { name: 'right_at_first', type: 'int64', meaning: 'Those that were right.' },
    { name: 'right_share', type: 'double', meaning: 'Right answers to answers, 0 to 1, to three decimals.' },
  ],
  sql: ({ where }) => `SELECT object_id AS problem, count(DISTINCT learner) AS learners,
  count(success) AS answers,
  count(CASE WHEN success THEN 1 END) AS right_answers,
  count(CASE WHEN attempt = 1 THEN success END) AS first_answers,
  count(CASE WHEN attempt = 1 AND success THEN 1 END) AS right_at_first,
  round(CAST(count(CASE WHEN success THEN 1 END) AS DOUBLE) / count(success), 3) AS right_share
FROM events
WHERE ${where} AND category = 'assessment' AND success IS NOT NULL AND object_id IS NOT NULL
GROUP BY object_id
${enough()}
ORDER BY learners DESC, problem`,
};
