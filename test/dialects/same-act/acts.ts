import type { Row } from '#core/dataset/columns.ts';

/** What must be alike in all dialects. Ids of things, pages and software differ from platform to platform. */
export const COMPARED = [
  ...(['category', 'action', 'object_type', 'role', 'time', 'duration_s'] as const),
  ...(['score_raw', 'score_min', 'score_max', 'score_scaled', 'success', 'completion', 'attempt', 'response_length'] as const),
  ...(['media_time_s', 'media_from_s', 'media_to_s', 'media_length_s', 'media_speed'] as const),
] as const satisfies readonly (keyof Row)[];

export type Compared = (typeof COMPARED)[number];
export type Facts = Partial<Pick<Row, Compared>>;

/** A whole second: the clock of Moodle's log has no smaller unit. */
export const INSTANT = '2025-11-12T08:09:10.000Z';
export const SECONDS = Date.parse(INSTANT) / 1_000;

export const ANSWER = { right: 'mitochondrie', wrong: 'noyau' };
export const BEGAN = '2025-11-12T08:08:25.000Z';
export const POST = 'Pourquoi la mitose a-t-elle quatre phases ?';
export const REPLY = 'Parce qu’on les compte ainsi.';
export const QUERY = 'cycle de Krebs';

const video = (action: 'played' | 'paused' | 'seeked', told: Facts): Facts => ({
  category: 'video',
  action,
  object_type: 'video',
  role: 'learner',
  media_length_s: 312.4,
  ...told,
});
const answered = (right: boolean): Facts => ({
  category: 'assessment',
  action: 'answered',
  object_type: 'problem',
  role: 'learner',
  success: right,
  score_raw: right ? 1 : 0,
  score_min: 0,
  score_max: 1,
  score_scaled: right ? 1 : 0,
  attempt: 2,
  duration_s: 45,
  response_length: (right ? ANSWER.right : ANSWER.wrong).length,
});

/** The rows of somebody who tells everything; what is not named is null. */
export const ACTS = {
  'page viewed': { category: 'navigation', action: 'viewed', object_type: 'page', role: 'learner' },
  'video played': video('played', { media_time_s: 47.25 }),
  'video paused': video('paused', { media_time_s: 47.25 }),
  'video seeked': video('seeked', { media_from_s: 120.5, media_to_s: 47.25 }),
  'answered right': answered(true),
  'answered wrong': answered(false),
  'quiz graded': {
    ...{ category: 'grade', action: 'graded', object_type: 'quiz', attempt: 2 },
    ...{ score_raw: 0.75, score_min: 0, score_max: 1, score_scaled: 0.75 },
  },
  'forum post': { category: 'forum', action: 'posted', object_type: 'thread', role: 'learner', response_length: POST.length },
  'forum reply': { category: 'forum', action: 'replied', object_type: 'response', role: 'learner', response_length: REPLY.length },
  enrolled: { category: 'enrolment', action: 'enrolled', object_type: 'course', role: 'learner' },
  completed: { category: 'completion', action: 'completed', object_type: 'course', role: 'learner', completion: true },
  'logged in': { category: 'session', action: 'logged_in', object_type: null },
  search: { category: 'search', action: 'searched', object_type: 'course', role: 'learner', response_length: QUERY.length },
} as const satisfies Record<string, Facts>;

export type Act = keyof typeof ACTS;

/** The lines in which one sender tells the acts that it can tell. */
export type Tellings = Partial<Record<Act, object>>;
