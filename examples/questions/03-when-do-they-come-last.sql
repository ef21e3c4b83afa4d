/* When do learners come for the last time?
   Days from the first event of a learner to the last; days on which fewer than ten learners stopped are withheld. */
SELECT course_id, date_diff('day', CAST(first_event AS DATE), CAST(last_event AS DATE)) AS days_after_the_first, count(*) AS learners
FROM person_course
GROUP BY course_id, date_diff('day', CAST(first_event AS DATE), CAST(last_event AS DATE))
HAVING count(*) >= 10
ORDER BY course_id, days_after_the_first;
