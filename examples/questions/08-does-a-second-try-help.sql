/* Does a second try help?
   Share of right answers by attempt. Those who were right at first hardly try again: the second attempts are of others. */
SELECT course_id, attempt, count(DISTINCT learner) AS learners, count(*) AS answers,
  round(avg(CASE WHEN success THEN 1e0 ELSE 0e0 END), 3) AS right_share
FROM quiz_attempts
WHERE attempt <= 2 AND success IS NOT NULL
GROUP BY course_id, attempt
HAVING count(DISTINCT learner) >= 10
ORDER BY course_id, attempt;
