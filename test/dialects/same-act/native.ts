import { ANSWER, INSTANT, POST, QUERY, REPLY, type Tellings } from './acts.ts';

const event = (category: string, action: string, told: object): object => ({
  ...{ sillage: 1, time: INSTANT, actor: { user_id: 7310, username: 'nolwenn.kerbrat' }, course: 'BIO101-2025', role: 'learner' },
  ...{ category, action },
  ...told,
});
const video = (action: string, media: object) =>
  event('video', action, { object: { type: 'video', id: 'cours-3', public: true }, media: { length_s: 312.4, ...media } });
const answered = (right: boolean) =>
  event('assessment', 'answered', {
    ...{ object: { type: 'problem', id: 'q7', public: true }, score: { raw: right ? 1 : 0, min: 0, max: 1 }, success: right, graded: true },
    ...{ attempt: 2, duration_s: 45, text_length: (right ? ANSWER.right : ANSWER.wrong).length },
  });

export const native: Tellings = {
  'page viewed': event('navigation', 'viewed', { object: { type: 'page', id: 'accueil', public: true } }),
  'video played': video('played', { time_s: 47.25 }),
  'video paused': video('paused', { time_s: 47.25 }),
  'video seeked': video('seeked', { from_s: 120.5, to_s: 47.25 }),
  'answered right': answered(true),
  'answered wrong': answered(false),
  'quiz graded': event('grade', 'graded', {
    ...{ role: undefined, object: { type: 'quiz', id: 'quiz-2', public: true }, score: { raw: 0.75, min: 0, max: 1 }, attempt: 2 },
  }),
  'forum post': event('forum', 'posted', { object: { type: 'thread', id: 't-12' }, text_length: POST.length }),
  'forum reply': event('forum', 'replied', { object: { type: 'response', id: 'p-991' }, text_length: REPLY.length }),
  enrolled: event('enrolment', 'enrolled', { object: { type: 'course' } }),
  completed: event('completion', 'completed', { object: { type: 'course' }, completion: true }),
  'logged in': event('session', 'logged_in', { course: undefined, role: undefined }),
  search: event('search', 'searched', { object: { type: 'course' }, text_length: QUERY.length }),
};
