/* How much of the videos is watched again?
   Minutes known to have been watched, and the share of them that the same learner had on the screen in another stretch, too. */
SELECT course_id, count(DISTINCT learner) AS learners, count(DISTINCT video) AS videos,
  count(*) AS stretches, count(to_s) AS with_known_end,
  round(sum(watched_s) / 60) AS minutes,
  round(sum(repeated_s) / sum(watched_s), 3) AS share_watched_again
FROM video_segments
GROUP BY course_id
HAVING count(DISTINCT learner) >= 10
ORDER BY course_id;
