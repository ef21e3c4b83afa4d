import { COUNT_COLUMNS, COUNTS } from './measures.ts';
import { GAP_MS, OF_PERSONS, SESSION_NUMBER, WHOSE } from './persons.ts';
import type { View } from './view.ts';

export const SESSIONS: View = {
  name: 'sessions',
  description: 'One row a sitting: events of a learner in a course without a pause of more than 30 minutes.',
  sql: `WITH stepped AS (
  SELECT course, course_id, learner, time, category, action, success, ${GAP_MS} AS gap_ms
  FROM events
  WHERE ${OF_PERSONS}
), numbered AS (
  SELECT course, course_id, learner, time, category, action, success, ${SESSION_NUMBER} AS session_number
  FROM stepped
)
SELECT course, max(course_id) AS course_id, learner, session_number,
  min(time) AS started, max(time) AS ended,
  CAST(date_diff('millisecond', min(time), max(time)) AS DOUBLE) / 1000 AS duration_s,
  count(*) AS events,
  ${COUNTS}
FROM numbered
GROUP BY course, learner, session_number`,
  columns: [
    ...WHOSE,
    { name: 'session_number', type: 'int64', meaning: 'From 1, within course and learner. Not the session of the LMS.' },
    { name: 'started', type: 'timestamp', meaning: 'Its first event, UTC.' },
    { name: 'ended', type: 'timestamp', meaning: 'Its last event, UTC.' },
    { name: 'duration_s', type: 'double', meaning: 'Seconds from the first event to the last; 0 where there is one only.' },
    { name: 'events', type: 'int64', meaning: 'Events.' },
    ...COUNT_COLUMNS,
  ],
};
