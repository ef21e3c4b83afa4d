import { COUNT_COLUMNS, COUNTS } from './measures.ts';
import { BEGINS, DWELL_S, GAP_MS, OF_PERSONS, WHOSE } from './persons.ts';
import type { View } from './view.ts';

export const PERSON_COURSE_DAY: View = {
  name: 'person_course_day',
  description: 'One row for each learner, course and UTC day with an event.',
  sql: `WITH stepped AS (
  SELECT course, course_id, learner, time, category, action, success, ${GAP_MS} AS gap_ms
  FROM events
  WHERE ${OF_PERSONS}
)
SELECT course, max(course_id) AS course_id, learner, CAST(time AS DATE) AS day,
  min(time) AS first_event, max(time) AS last_event,
  count(*) AS events, CAST(sum(${BEGINS}) AS BIGINT) AS sessions,
  ${COUNTS},
  ${DWELL_S} AS dwell_s
FROM stepped
GROUP BY course, learner, CAST(time AS DATE)`,
  columns: [
    ...WHOSE,
    { name: 'day', type: 'date', meaning: 'UTC day.' },
    { name: 'first_event', type: 'timestamp', meaning: 'First event of the day, UTC.' },
    { name: 'last_event', type: 'timestamp', meaning: 'Last event of the day, UTC.' },
    { name: 'events', type: 'int64', meaning: 'Events.' },
    { name: 'sessions', type: 'int64', meaning: 'Sessions that began on this day; one over midnight counts on the day before.' },
    ...COUNT_COLUMNS,
    {
      name: 'dwell_s',
      type: 'double',
      meaning: 'Seconds between events, without pauses of more than 30 minutes; over midnight, on the day after.',
    },
  ],
};
