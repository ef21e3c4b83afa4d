/* How far do learners come?
   The funnel of each course: enrolled, opened anything, met half of it, answered a problem, wrote in the forum. */
SELECT course_id,
  count(CASE WHEN registered THEN 1 END) AS registered,
  count(CASE WHEN viewed THEN 1 END) AS viewed,
  count(CASE WHEN explored THEN 1 END) AS explored,
  count(CASE WHEN problems_tried > 0 THEN 1 END) AS tried_a_problem,
  count(CASE WHEN forum_posts > 0 THEN 1 END) AS wrote_in_the_forum
FROM person_course
GROUP BY course_id
ORDER BY course_id;
