import { LEAST_LEARNERS } from '../small-groups.ts';
import { ANSWER, COUNT_COLUMNS, COUNTS, PLAY } from './measures.ts';
import { BEGINS, DWELL_S, GAP_MS, OF_PERSONS, WHOSE } from './persons.ts';
import type { View } from './view.ts';

/** A thing of the course: a section or page, a document, a video, a problem. */
const A_THING = `category IN ('navigation', 'content', 'video', 'assessment') AND object_id IS NOT NULL`;
const last = (action: string): string =>
  `max(CASE WHEN category = 'certificate' AND object_type = 'certificate' AND action = '${action}' THEN time END)`;

/** After the person-course files of HarvardX and MITx (Ho et al., 2014; https://doi.org/10.7910/DVN/26147), with what any platform tells. */
export const PERSON_COURSE: View = {
  name: 'person_course',
  description: 'One row for each learner and course: how far they came, and what they did, in the manner of the HarvardX-MITx files.',
  sql: `WITH stepped AS (
  SELECT course, course_id, learner, time, category, action, object_type, object_id, success, completion, ${GAP_MS} AS gap_ms
  FROM events
  WHERE ${OF_PERSONS}
), persons AS (
  SELECT course, max(course_id) AS course_id, learner,
    count(CASE WHEN category = 'enrolment' AND action = 'enrolled' THEN 1 END) > 0 AS registered,
    count(CASE WHEN ${A_THING} THEN 1 END) > 0 AS viewed,
    count(CASE WHEN object_type = 'course' AND action = 'completed' AND (completion IS NULL OR completion) THEN 1 END) > 0 AS completed,
    coalesce(${last('earned')} > ${last('revoked')}, ${last('earned')} IS NOT NULL) AS certified,
    min(time) AS first_event, max(time) AS last_event,
    count(DISTINCT CAST(time AS DATE)) AS active_days,
    count(*) AS events, CAST(sum(${BEGINS}) AS BIGINT) AS sessions,
    count(DISTINCT CASE WHEN ${PLAY} THEN object_id END) AS videos_played,
    count(DISTINCT CASE WHEN ${ANSWER} THEN object_id END) AS problems_tried,
    ${COUNTS},
    ${DWELL_S} AS dwell_s
  FROM stepped
  GROUP BY course, learner
), touched AS (
  SELECT course, learner, object_id
  FROM events
  WHERE ${A_THING} AND ${OF_PERSONS}
  GROUP BY course, learner, object_id
), things AS (
  SELECT course, learner,
    count(*) OVER (PARTITION BY course, object_id) AS learners,
    row_number() OVER (PARTITION BY course, object_id ORDER BY learner) AS place
  FROM touched
), offered AS (
  SELECT course, count(*) AS things FROM things WHERE place = 1 AND learners >= ${LEAST_LEARNERS} GROUP BY course
), met AS (
  SELECT course, learner, count(*) AS things FROM things WHERE learners >= ${LEAST_LEARNERS} GROUP BY course, learner
), grades AS (
  SELECT course, learner, score_scaled,
    row_number() OVER (PARTITION BY course, learner ORDER BY time DESC, score_scaled DESC) AS place
  FROM events
  WHERE category = 'grade' AND object_type = 'course' AND score_scaled IS NOT NULL AND ${OF_PERSONS}
)
SELECT p.course, p.course_id, p.learner, p.registered, p.viewed,
  CASE WHEN o.things IS NOT NULL THEN coalesce(m.things, 0) * 2 >= o.things END AS explored,
  p.completed, p.certified, g.score_scaled AS grade,
  p.first_event, p.last_event, p.active_days, p.events, p.sessions, p.videos_played, p.problems_tried,
  ${COUNT_COLUMNS.map(({ name }) => `p.${name}`).join(', ')}, p.dwell_s
FROM persons p
LEFT JOIN offered o ON o.course = p.course
LEFT JOIN met m ON m.course = p.course AND m.learner = p.learner
LEFT JOIN grades g ON g.course = p.course AND g.learner = p.learner AND g.place = 1`,
  columns: [
    ...WHOSE,
    {
      name: 'registered',
      type: 'boolean',
      meaning: 'An enrolment was recorded, whatever came after; false: none, or before the events begin.',
    },
    { name: 'viewed', type: 'boolean', meaning: 'Met anything of the course: a section, document, video or problem.' },
    {
      name: 'explored',
      type: 'boolean',
      meaning:
        'Met at least half of the things of the course that ten learners or more met (HarvardX: half of the chapters); null where there is none.',
    },
    { name: 'completed', type: 'boolean', meaning: 'The platform said that the course was completed.' },
    { name: 'certified', type: 'boolean', meaning: 'Was awarded a certificate that was not revoked later.' },
    { name: 'grade', type: 'double', meaning: 'The last grade of the whole course that the platform told, as a share; null: none.' },
    { name: 'first_event', type: 'timestamp', meaning: 'First event, UTC.' },
    { name: 'last_event', type: 'timestamp', meaning: 'Last event, UTC.' },
    { name: 'active_days', type: 'int64', meaning: 'UTC days with an event.' },
    { name: 'events', type: 'int64', meaning: 'Events.' },
    { name: 'sessions', type: 'int64', meaning: 'Sessions, as in the table of this name.' },
    { name: 'videos_played', type: 'int64', meaning: 'Distinct videos of which something was played.' },
    { name: 'problems_tried', type: 'int64', meaning: 'Distinct problems that were answered.' },
    ...COUNT_COLUMNS,
    {
      name: 'dwell_s',
      type: 'double',
      meaning: 'Seconds between events, without pauses of more than 30 minutes: the sum of its sessions.',
    },
  ],
};
