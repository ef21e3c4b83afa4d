/** Three questions that researchers ask, in SQL that DuckDB and Athena both run. */
export const QUESTIONS: readonly { readonly question: string; readonly sql: string }[] = [
  {
    question: 'How alive is each course?',
    sql: `SELECT course_id, count(DISTINCT learner) AS learners, count(*) AS events,
       count(DISTINCT CAST(time AS DATE)) AS days
FROM events WHERE course_id IS NOT NULL
GROUP BY course_id ORDER BY learners DESC`,
  },
  {
    question: 'Where do learners go back in the videos?',
    sql: `SELECT course_id, right(object_id, 8) AS video, count(*) AS seeks_back,
       count(DISTINCT learner) AS learners,
       round(avg(media_from_s - media_to_s), 1) AS seconds_back
FROM events WHERE action = 'seeked' AND media_to_s < media_from_s
GROUP BY 1, 2 HAVING count(DISTINCT learner) >= 10 ORDER BY seeks_back DESC LIMIT 5`,
  },
  {
    question: 'Do those who write in the forum answer better?',
    sql: `WITH writers AS (
  SELECT DISTINCT course_id, learner FROM events WHERE action IN ('posted', 'replied'))
SELECT e.course_id, w.learner IS NOT NULL AS writes, count(DISTINCT e.learner) AS learners,
       round(avg(CASE WHEN e.success THEN 1.0 ELSE 0.0 END), 3) AS right_at_first
FROM events e LEFT JOIN writers w ON e.course_id = w.course_id AND e.learner = w.learner
WHERE e.action = 'answered' AND e.attempt = 1 AND e.dialect = 'openedx'
GROUP BY 1, 2 ORDER BY 1, 2`,
  },
];
