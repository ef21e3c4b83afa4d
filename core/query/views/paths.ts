import { enough } from '../small-groups.ts';
import { GAP_MS, OF_PERSONS, SESSION_NUMBER } from './persons.ts';
import type { View } from './view.ts';

export const PATHS: View = {
  name: 'paths',
  description: 'From which page to which, within a session, where ten learners or more went; to the same page again is no move.',
  sql: `WITH stepped AS (
  SELECT course, learner, time, action, coalesce(page, object_id) AS place, ${GAP_MS} AS gap_ms
  FROM events
  WHERE ${OF_PERSONS}
), numbered AS (
  SELECT course, learner, time, action, place, ${SESSION_NUMBER} AS session_number
  FROM stepped
), moves AS (
  SELECT course, learner, place AS to_page,
    lag(place) OVER (PARTITION BY course, learner, session_number ORDER BY time, place) AS from_page
  FROM numbered
  WHERE action = 'viewed' AND place IS NOT NULL
)
SELECT course, from_page, to_page, count(*) AS moves, count(DISTINCT learner) AS learners
FROM moves
WHERE from_page IS NULL OR from_page <> to_page
GROUP BY course, from_page, to_page
${enough()}`,
  columns: [
    { name: 'course', type: 'string', meaning: 'Folder name of the course.' },
    {
      name: 'from_page',
      type: 'string',
      meaning: 'The page viewed before: its path template, else the thing that was viewed. Null: the session began with to_page.',
    },
    { name: 'to_page', type: 'string', meaning: 'The page viewed then.' },
    { name: 'moves', type: 'int64', meaning: 'How often.' },
    { name: 'learners', type: 'int64', meaning: 'Distinct learners, ten or more.' },
  ],
};
