/* How hard are the problems?
   Mean score of the first and of the best answer; items of fewer than ten learners are withheld. Only the end of the item's public id is shown. */
SELECT course_id, substr(item, greatest(length(item) - 7, 1)) AS item_ends_with, count(DISTINCT learner) AS learners,
  round(avg(CASE WHEN first_of_item = 1 THEN first_score END), 3) AS first_score,
  round(avg(CASE WHEN first_of_item = 1 THEN best_score END), 3) AS best_score,
  round(avg(CASE WHEN first_of_item = 1 THEN attempts END), 2) AS attempts
FROM (
  SELECT course_id, learner, item, first_score, best_score, attempts,
    row_number() OVER (PARTITION BY course, learner, item ORDER BY time, attempt) AS first_of_item
  FROM quiz_attempts
) AS numbered
GROUP BY course_id, item
HAVING count(DISTINCT learner) >= 10
ORDER BY first_score, course_id, item_ends_with;
