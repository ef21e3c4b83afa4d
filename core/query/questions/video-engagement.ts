import { enough } from '../small-groups.ts';
import { LEARNERS, PARAMETERS, type Question } from './question.ts';

export const VIDEO_ENGAGEMENT: Question = {
  name: 'video_engagement',
  title: 'How are the videos watched?',
  description: 'Plays, pauses, seeks and completions of each video.',
  parameters: PARAMETERS,
  columns: [
    { name: 'video', type: 'string', meaning: 'The video: a public course block, or a pseudonym.' },
    LEARNERS,
    { name: 'plays', type: 'int64', meaning: 'Times that playing was started or resumed.' },
    { name: 'pauses', type: 'int64', meaning: 'Times that playing was paused.' },
    { name: 'seeks_back', type: 'int64', meaning: 'Jumps to an earlier place.' },
    { name: 'seeks_forward', type: 'int64', meaning: 'Jumps to a later place.' },
    { name: 'completions', type: 'int64', meaning: 'Times that its end was reached.' },
  ],
  sql: ({ where }) => `SELECT object_id AS video, count(DISTINCT learner) AS learners,
  count(CASE WHEN action = 'played' THEN 1 END) AS plays,
  count(CASE WHEN action = 'paused' THEN 1 END) AS pauses,
  count(CASE WHEN action = 'seeked' AND media_to_s < media_from_s THEN 1 END) AS seeks_back,
  count(CASE WHEN action = 'seeked' AND media_to_s > media_from_s THEN 1 END) AS seeks_forward,
  count(CASE WHEN action = 'completed' THEN 1 END) AS completions
FROM events
WHERE ${where} AND category = 'video' AND object_id IS NOT NULL
GROUP BY object_id
${enough()}
ORDER BY learners DESC, video`,
};
