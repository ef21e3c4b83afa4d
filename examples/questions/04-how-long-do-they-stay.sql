/* How long do learners stay at one sitting, and what do they do in it? */
WITH lengths AS (
  SELECT CASE WHEN duration_s < 60 THEN '1: under a minute' WHEN duration_s < 300 THEN '2: to 5 minutes'
      WHEN duration_s < 600 THEN '3: to 10 minutes' ELSE '4: longer' END AS sitting,
    course, learner, events, video_plays, answers
  FROM sessions
)
SELECT sitting, count(*) AS sessions, round(avg(events), 1) AS events, round(avg(video_plays), 1) AS video_plays, round(avg(answers), 1) AS answers
FROM lengths
GROUP BY sitting
HAVING count(DISTINCT learner) >= 10
ORDER BY sitting;
