import { ANSWER } from './measures.ts';
import { IDLE_MS, OF_PERSONS, WHOSE } from './persons.ts';
import type { View } from './view.ts';

/** Longer than any pause: nothing came before. */
const NEVER_MS = 9_000_000_000_000_000;

export const QUIZ_ATTEMPTS: View = {
  name: 'quiz_attempts',
  description: 'One row for each answer of a learner to an item.',
  // Clicks and grades around an answer are part of it: the time on an item runs from the last act of another kind, or the answer before.
  sql: `WITH stepped AS (
  SELECT course, course_id, learner, time, event_id, category, action, object_id, object_parent, object_type, attempt, success,
    score_raw, score_max, score_scaled, duration_s,
    max(CASE WHEN category NOT IN ('assessment', 'grade') OR (${ANSWER}) THEN time END) OVER (
      PARTITION BY course, learner ORDER BY time, CASE WHEN ${ANSWER} THEN 0 ELSE 1 END, event_id
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS since
  FROM events
  WHERE ${OF_PERSONS}
), answers AS (
  SELECT course, course_id, learner, object_id AS item, object_parent AS quiz, time, event_id, attempt, success, score_raw, score_max,
    coalesce(score_scaled, CASE WHEN score_max > 0 THEN score_raw / score_max END,
      CASE WHEN success THEN 1e0 WHEN NOT success THEN 0e0 END) AS score,
    duration_s,
    max(coalesce(date_diff('millisecond', since, time), ${NEVER_MS})) OVER (PARTITION BY course, learner, time) AS wait_ms
  FROM stepped
  WHERE ${ANSWER} AND object_id IS NOT NULL
)
SELECT course, course_id, learner, item, quiz,
  CAST(coalesce(attempt, row_number() OVER (PARTITION BY course, learner, item ORDER BY time, attempt NULLS LAST, event_id)) AS INTEGER) AS attempt,
  time, success, score_raw, score_max, score,
  first_value(score) OVER (PARTITION BY course, learner, item ORDER BY time, attempt NULLS LAST, event_id
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS first_score,
  max(score) OVER (PARTITION BY course, learner, item) AS best_score,
  count(*) OVER (PARTITION BY course, learner, item) AS attempts,
  coalesce(duration_s, CASE WHEN wait_ms <= ${IDLE_MS} THEN CAST(wait_ms AS DOUBLE) / 1000 END) AS time_on_item_s
FROM answers`,
  columns: [
    ...WHOSE,
    { name: 'item', type: 'string', meaning: 'The problem or question: a public course block, or a pseudonym.' },
    { name: 'quiz', type: 'string', meaning: 'What holds it; null where the event does not tell.' },
    { name: 'attempt', type: 'int32', meaning: 'Which attempt at the item, from 1: as the platform tells it, else counted.' },
    { name: 'time', type: 'timestamp', meaning: 'When it was answered, UTC.' },
    { name: 'success', type: 'boolean', meaning: 'Right.' },
    { name: 'score_raw', type: 'double', meaning: 'Points earned.' },
    { name: 'score_max', type: 'double', meaning: 'Most points possible.' },
    { name: 'score', type: 'double', meaning: 'Share of the points; where none are told, 1 for right and 0 for wrong.' },
    { name: 'first_score', type: 'double', meaning: 'Score of the first answer to this item; null where it was not marked.' },
    { name: 'best_score', type: 'double', meaning: 'Highest score of all answers to this item.' },
    { name: 'attempts', type: 'int64', meaning: 'Answers of this learner to this item.' },
    {
      name: 'time_on_item_s',
      type: 'double',
      meaning:
        'As the platform tells it; else seconds since the last answer or act outside problems, the same for answers of one instant. Null: more than 30 minutes, or nothing before.',
    },
  ],
};
