import { COLUMNS } from '#core/dataset/columns.ts';

/** SQL as researchers write it, for both engines; `-- any order` is implied where there is no ORDER BY. */
export const SELECTS: readonly string[] = [
  'SELECT * FROM events',
  // Every column alone, with what is null and what is most and least in it.
  ...COLUMNS.map(
    ({ name, type }) =>
      `SELECT count(*) AS n, count("${name}") AS given, count(DISTINCT "${name}") AS several${type === 'boolean' ? '' : `, min("${name}") AS least, max("${name}") AS most`} FROM events`,
  ),
  'SELECT course, month, count(*) AS n FROM events GROUP BY course, month',
  'SELECT CAST(time AS DATE) AS day, count(*) AS n FROM events GROUP BY CAST(time AS DATE)',
  `SELECT date_trunc('hour', time) AS hour, count(*) AS n FROM events GROUP BY 1`,
  `SELECT CAST(date_trunc('week', CAST(time AS DATE)) AS DATE) AS week, count(*) AS n FROM events GROUP BY 1`,
  'SELECT event_id, extract(year FROM time) AS y, extract(month FROM time) AS m, extract(day FROM time) AS d, extract(hour FROM time) AS h, extract(minute FROM time) AS i FROM events',
  `SELECT event_id, time FROM events WHERE time >= TIMESTAMP '2026-03-29 00:00:00' AND time < TIMESTAMP '2026-03-29 01:00:00'`,
  `SELECT event_id, time FROM events WHERE time = TIMESTAMP '2026-03-31 23:59:59.999'`,
  `SELECT event_id FROM events WHERE CAST(time AS DATE) BETWEEN DATE '2026-03-29' AND DATE '2026-03-31' ORDER BY time DESC, event_id`,
  `SELECT event_id FROM events WHERE received_on > DATE '2026-03-02'`,
  `SELECT event_id, time + INTERVAL '1' DAY AS later FROM events WHERE object_id IS NOT NULL`,
  `SELECT event_id, length(object_id) AS characters, upper(action) AS a, substr(object_id, 2, 3) AS part FROM events`,
  `SELECT event_id FROM events WHERE object_id LIKE '%\\%%' ESCAPE '\\' OR object_id LIKE 'd’%'`,
  'SELECT object_id, count(*) AS n FROM events GROUP BY object_id ORDER BY object_id NULLS FIRST',
  'SELECT event_id, coalesce(score_raw, -1) AS s, nullif(attempt, 1) AS a, abs(media_time_s) AS m FROM events',
  'SELECT course, CAST(sum(attempt) AS BIGINT) AS attempts, CAST(sum(CASE WHEN success THEN 1 ELSE 0 END) AS BIGINT) AS rights FROM events GROUP BY course',
  `SELECT object_id, round(avg(score_raw), 6) AS mean FROM events WHERE object_id = 'q' GROUP BY object_id`,
  'SELECT event_id, row_number() OVER (PARTITION BY course, learner ORDER BY time, event_id) AS n, lag(action) OVER (PARTITION BY course, learner ORDER BY time, event_id) AS before FROM events',
  `SELECT a.event_id, b.event_id AS next FROM events a JOIN events b ON a.course = b.course AND a.learner = b.learner AND a.attempt = 1 AND b.attempt = 2 AND a.time = b.time`,
  `WITH writers AS (SELECT DISTINCT course, learner FROM events WHERE action = 'answered') SELECT e.course, w.learner IS NOT NULL AS writes, count(DISTINCT e.learner) AS learners FROM events e LEFT JOIN writers w ON e.course = w.course AND e.learner = w.learner GROUP BY 1, 2`,
  'SELECT course FROM events EXCEPT SELECT course FROM events WHERE success',
  `SELECT event_id, CASE WHEN success THEN 'yes' WHEN NOT success THEN 'no' ELSE 'unknown' END AS right_one FROM events ORDER BY event_id LIMIT 50`,
  'SELECT count(*) AS n FROM events WHERE success IS NULL OR NOT success',
  'SELECT event_id, duration_s, score_min, score_max, score_scaled, media_from_s, media_to_s FROM events ORDER BY event_id',
];
