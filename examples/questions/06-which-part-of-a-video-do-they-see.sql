/* Which part of the videos do learners see?
   Tenths of the length of a video; a learner counts where a known stretch touches the tenth. Tenths with fewer than ten learners are withheld. */
WITH tenths AS (
  SELECT tenth FROM (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10)) AS numbers (tenth)
), seen AS (
  SELECT course_id, learner, video, tenth
  FROM video_segments
  JOIN tenths ON from_s < length_s * tenth / 10 AND to_s > length_s * (tenth - 1) / 10
)
SELECT course_id, tenth, count(DISTINCT learner) AS learners
FROM seen
GROUP BY course_id, tenth
HAVING count(DISTINCT learner) >= 10
ORDER BY course_id, tenth;
