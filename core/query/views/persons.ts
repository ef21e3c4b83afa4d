import { OF_LEARNERS } from '../small-groups.ts';
import type { ViewColumn } from './view.ts';

/** The rows of known learners, in courses of ten learners or more: what tables of single learners are made of. */
export const OF_PERSONS = `${OF_LEARNERS} AND learner IS NOT NULL AND course IN (SELECT course FROM courses)`;

/** A pause longer than this ends a session: 30 minutes, as is usual in the field and in web analytics. */
export const IDLE_MS = 1_800_000;

/** Milliseconds since the learner's event before, in the same course; null at the first. Equal times need no order. */
export const GAP_MS = `date_diff('millisecond', lag(time) OVER (PARTITION BY course, learner ORDER BY time), time)`;

/** Seconds between events that follow each other within a session. A pause counts where it ends. */
export const DWELL_S = `CAST(sum(CASE WHEN gap_ms <= ${IDLE_MS} THEN gap_ms ELSE 0 END) AS DOUBLE) / 1000`;

/** 1 where a session begins. */
export const BEGINS = `CASE WHEN gap_ms <= ${IDLE_MS} THEN 0 ELSE 1 END`;

/** The number of the session within course and learner. Rows of one instant are peers of the frame, and get the same number. */
export const SESSION_NUMBER = `CAST(sum(${BEGINS}) OVER (PARTITION BY course, learner ORDER BY time RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT)`;

/** Whose row it is. */
export const WHOSE: readonly ViewColumn[] = [
  { name: 'course', type: 'string', meaning: 'Folder name of the course.' },
  { name: 'course_id', type: 'string', meaning: 'The course, as its LMS names it; null: events outside any course.' },
  { name: 'learner', type: 'string', meaning: 'Pseudonym of the learner, another one in every course.' },
];
