import { OF_PERSONS, WHOSE } from './persons.ts';
import type { View } from './view.ts';

/** Speed at which a recording may have run where none was told: no player of the supported platforms goes faster by itself. */
const FASTEST_UNTOLD = 2;
/** Seconds by which clocks of browser and server, and those of whole seconds, may differ. */
const SLACK_S = 10;

/** Within these, playing goes on as before. */
const GOES_ON = `'seeked', 'speed_changed'`;
const STEPS = `PARTITION BY course, learner, video ORDER BY time, until_s NULLS LAST, event_id`;

export const VIDEO_SEGMENTS: View = {
  name: 'video_segments',
  description:
    'One row for each stretch of a recording that was played without a break, from play or jump to pause, jump, stop or change of speed.',
  sql: `WITH told AS (
  SELECT course, course_id, learner, object_id AS video, time, event_id, action, media_speed, media_length_s,
    CASE WHEN action = 'seeked' THEN media_from_s ELSE media_time_s END AS until_s,
    CASE WHEN action = 'seeked' THEN media_to_s ELSE media_time_s END AS onwards_s
  FROM events
  WHERE category = 'video' AND object_id IS NOT NULL AND ${OF_PERSONS}
    AND (action IN ('loaded', 'played', 'paused', 'seeked', 'stopped', 'completed')
      OR (action = 'speed_changed' AND media_time_s IS NOT NULL))
), stepped AS (
  SELECT course, course_id, learner, video, time, event_id, action, media_speed, onwards_s,
    count(CASE WHEN action NOT IN (${GOES_ON}) THEN 1 END) OVER (${STEPS}) AS run,
    count(media_speed) OVER (${STEPS}) AS speeds,
    lead(time) OVER (${STEPS}) AS next_time,
    lead(action) OVER (${STEPS}) AS next_action,
    lead(until_s) OVER (${STEPS}) AS next_until_s,
    max(media_length_s) OVER (PARTITION BY course, learner, video) AS length_s
  FROM told
), known AS (
  SELECT course, course_id, learner, video, time, event_id, onwards_s, next_action, next_until_s, length_s,
    CAST(date_diff('millisecond', time, next_time) AS DOUBLE) / 1000 AS elapsed_s,
    max(CASE WHEN action = 'played' THEN 1 ELSE 0 END) OVER (PARTITION BY course, learner, video, run) AS playing,
    max(media_speed) OVER (PARTITION BY course, learner, video, speeds) AS speed
  FROM stepped
), bounded AS (
  SELECT course, course_id, learner, video, time, event_id, onwards_s AS from_s, elapsed_s, speed, next_action, length_s,
    CASE WHEN next_action NOT IN ('played', 'loaded') AND next_until_s >= onwards_s
      AND next_until_s - onwards_s <= elapsed_s * (CASE WHEN speed > 0 THEN speed ELSE ${FASTEST_UNTOLD} END) + ${SLACK_S}
      THEN next_until_s END AS to_s
  FROM known
  WHERE playing = 1 AND onwards_s IS NOT NULL
), reaching AS (
  SELECT course, course_id, learner, video, time, event_id, from_s, to_s, elapsed_s, speed, next_action, length_s,
    max(to_s) OVER (PARTITION BY course, learner, video ORDER BY from_s, time, event_id
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached_s
  FROM bounded
  WHERE to_s IS NULL OR to_s > from_s
)
SELECT course, course_id, learner, video,
  row_number() OVER (PARTITION BY course, learner, video ORDER BY time, from_s, event_id) AS segment_number,
  time AS started, from_s, to_s, to_s - from_s AS watched_s,
  CASE WHEN to_s IS NULL THEN NULL WHEN reached_s > from_s THEN least(to_s, reached_s) - from_s ELSE 0e0 END AS repeated_s,
  elapsed_s, speed, next_action AS ended_by, length_s
FROM reaching`,
  columns: [
    ...WHOSE,
    { name: 'video', type: 'string', meaning: 'The video: a public course block, or a pseudonym.' },
    { name: 'segment_number', type: 'int64', meaning: 'From 1, within course, learner and video, in the order of time.' },
    { name: 'started', type: 'timestamp', meaning: 'When it began to play, UTC.' },
    { name: 'from_s', type: 'double', meaning: 'Where in the recording it began, in seconds.' },
    {
      name: 'to_s',
      type: 'double',
      meaning:
        'Where it ended, in seconds. Null: nobody told (the page was closed, or another tab went on), or more was told than can have been played in the time between.',
    },
    { name: 'watched_s', type: 'double', meaning: 'Seconds of the recording: to_s - from_s.' },
    {
      name: 'repeated_s',
      type: 'double',
      meaning:
        'Those of them that lie in another segment of this learner and video that begins earlier in the recording. Summed over a video: what was seen again; watched_s less repeated_s, summed: what was seen at least once.',
    },
    {
      name: 'elapsed_s',
      type: 'double',
      meaning: 'Seconds on the clock until the next event of this player; about watched_s / speed where all was told.',
    },
    { name: 'speed', type: 'double', meaning: 'Playback speed, as last told for this learner and video; null: never told.' },
    { name: 'ended_by', type: 'string', meaning: 'Action that ended it; null: there is no event after it.' },
    { name: 'length_s', type: 'double', meaning: 'Length of the recording, in seconds, where it was told.' },
  ],
};
