/* Where do learners go from the front page of a course?
   The four moves that most learners made in each course; only the end of the page's path is shown. Moves of fewer than ten are in no table. */
WITH ranked AS (
  SELECT course, substr(to_page, greatest(length(to_page) - 7, 1)) AS to_page_ends_with, moves, learners,
    row_number() OVER (PARTITION BY course ORDER BY learners DESC, moves DESC, to_page) AS place
  FROM paths
  WHERE from_page LIKE '%/course'
)
SELECT c.course_id, r.place, r.to_page_ends_with, r.moves, r.learners
FROM ranked r
JOIN courses c ON c.course = r.course
WHERE r.place <= 4
ORDER BY c.course_id, r.place;
