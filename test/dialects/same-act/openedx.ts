import { ANSWER, INSTANT, POST, QUERY, REPLY, type Tellings } from './acts.ts';

const COURSE = 'course-v1:UnivArmor+BIO101+2025_A';
const HASH = '5c8d2f0e9b7a4e6d8c1f3a5b7d9e0f12';
const block = (type: string) => `block-v1:UnivArmor+BIO101+2025_A+type@${type}+block@${HASH}`;
const page = `https://cours.exemple.fr/courses/${COURSE}/courseware/${HASH}/${HASH}/`;

const event = (type: string, from: 'browser' | 'server', payload: object, course: string = COURSE): object => ({
  ...{ username: 'nolwenn.kerbrat', ip: '198.51.100.7', host: 'cours.exemple.fr', session: HASH, referer: page, accept_language: 'fr' },
  ...{ agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0' },
  ...{ event_source: from, event_type: type, name: type, page: from === 'browser' ? page : null },
  time: INSTANT.replace('.000Z', '.000000+00:00'),
  context: { user_id: 7310, org_id: 'UnivArmor', course_id: course, path: '/event' },
  event: from === 'browser' ? JSON.stringify(payload) : payload,
});

const video = (type: string, told: object) => event(type, 'browser', { id: HASH, code: 'html5', duration: 312.4, ...told });

const answered = (right: boolean) =>
  event('problem_check', 'server', {
    ...{ problem_id: block('problem'), attempts: 2, grade: right ? 1 : 0, max_grade: 1, success: right ? 'correct' : 'incorrect' },
    answers: { [`${HASH}_2_1`]: right ? ANSWER.right : ANSWER.wrong },
    submission: { [`${HASH}_2_1`]: { answer: 'x', correct: right, input_type: 'textline', response_type: 'stringresponse', question: '' } },
  });

const forum = { user_forums_roles: ['Student'], user_course_roles: [], truncated: false, commentable_id: 'course', url: page };

/** Tracking logs. */
export const openedx: Tellings = {
  'page viewed': event(`/courses/${COURSE}/${HASH}/`, 'server', { POST: {}, GET: {} }),
  'video played': video('play_video', { currentTime: 47.25 }),
  'video paused': video('pause_video', { currentTime: 47.25 }),
  'video seeked': video('seek_video', { old_time: 120.5, new_time: 47.25, type: 'onSlideSeek' }),
  'answered right': answered(true),
  'answered wrong': answered(false),
  'quiz graded': event('edx.grades.subsection.grade_calculated', 'server', {
    ...{ user_id: '7310', course_id: COURSE, block_id: block('sequential') },
    ...{ weighted_graded_earned: 0.75, weighted_graded_possible: 1, weighted_total_earned: 3, weighted_total_possible: 4 },
  }),
  'forum post': event('edx.forum.thread.created', 'server', { ...forum, id: HASH.slice(8), title: 'Phases', body: POST }),
  'forum reply': event('edx.forum.response.created', 'server', {
    ...{ ...forum, id: HASH.slice(8), body: REPLY },
    discussion: { id: HASH.slice(0, 24) },
  }),
  enrolled: event('edx.course.enrollment.activated', 'server', { course_id: COURSE, mode: 'audit', user_id: 7310 }, ''),
  completed: event('edx.course.completed', 'server', { course_id: COURSE, user_id: '7310' }),
  'logged in': event('edx.user.login', 'server', { user_id: 7310, event_type: 'edx.user.login' }, ''),
  search: event('edx.course.search.initiated', 'server', { search_term: QUERY, page_size: 20, page_number: 1 }),
};
