/* Do those who write in the forum answer better?
   First answers only, so that trying again does not count. It is no proof of a cause: those who write may be the diligent ones. */
SELECT p.course_id, p.forum_posts > 0 AS writes, count(DISTINCT p.learner) AS learners,
  round(avg(q.score), 3) AS score_at_first
FROM person_course p
JOIN quiz_attempts q ON q.course = p.course AND q.learner = p.learner AND q.attempt = 1
GROUP BY p.course_id, p.forum_posts > 0
HAVING count(DISTINCT p.learner) >= 10
ORDER BY course_id, writes;
