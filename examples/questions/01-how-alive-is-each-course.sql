/* How alive is each course?
   One row a course; days and hours are means over its learners. */
SELECT course_id, count(*) AS learners,
  CAST(sum(events) AS BIGINT) AS events,
  round(avg(active_days), 1) AS active_days,
  round(avg(dwell_s) / 3600, 2) AS hours
FROM person_course
GROUP BY course_id
ORDER BY learners DESC, course_id;
