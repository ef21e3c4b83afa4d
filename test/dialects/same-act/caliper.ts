import { ANSWER, BEGAN, INSTANT, POST, QUERY, REPLY, type Tellings } from './acts.ts';

const CAMPUS = 'https://campus.exemple.fr';
const SECTION = { id: `${CAMPUS}/courses/bio101/sections/1`, type: 'CourseSection' };
const LEARNER = { id: `${CAMPUS}/users/7310`, type: 'Person', name: 'Nolwenn Kerbrat' };
const membership = (member: { readonly id: string }, role: string) => ({
  ...{ id: `${SECTION.id}/rosters/1`, type: 'Membership', member: member.id, organization: SECTION.id, roles: [role], status: 'Active' },
});
let events = 0;
const event = (type: string, action: string, told: object): object => ({
  '@context': 'http://purl.imsglobal.org/ctx/caliper/v1p2',
  id: `urn:uuid:3f2c1d0a-6b4e-4c7d-8e9f-${String(++events).padStart(12, '0')}`,
  ...{ type, action, actor: LEARNER, eventTime: INSTANT, edApp: { id: 'https://outils.exemple.fr', type: 'SoftwareApplication' } },
  ...{ group: SECTION, membership: membership(LEARNER, 'Learner') },
  ...told,
});

const video = (action: string) =>
  event('MediaEvent', action, {
    object: { id: 'https://videos.exemple.fr/v/mitose', type: 'VideoObject', duration: 'PT5M12.4S' },
    target: { id: 'https://videos.exemple.fr/v/mitose', type: 'MediaLocation', currentTime: 'PT47.25S' },
  });
const item = { id: `${CAMPUS}/quiz/7/items/3`, type: 'AssessmentItem', maxScore: 1 };
const attempt = (assignable: { readonly id: string }) => ({
  ...{ id: `${assignable.id}/users/7310/attempts/2`, type: 'Attempt', assignee: LEARNER.id, assignable, count: 2 },
});
const answered = (text: string) =>
  event('AssessmentItemEvent', 'Completed', {
    object: item,
    generated: {
      ...{ id: `${item.id}/users/7310/responses/2`, type: 'FillinBlankResponse', attempt: attempt(item) },
      ...{ values: [text], startedAtTime: BEGAN, endedAtTime: INSTANT },
    },
  });
const TEACHER = { id: `${CAMPUS}/users/12`, type: 'Person' };
const quiz = { id: `${CAMPUS}/quiz/7`, type: 'Assessment' };
const thread = { id: `${CAMPUS}/forums/1/fils/9`, type: 'Thread', isPartOf: { id: `${CAMPUS}/forums/1`, type: 'Forum' } };

/** Caliper 1.2 as its specification writes it. */
export const caliper: Tellings = {
  'page viewed': event('ViewEvent', 'Viewed', { object: { id: `${CAMPUS}/pages/accueil`, type: 'Page' } }),
  'video played': video('Started'),
  'video paused': video('Paused'),
  'video seeked': video('JumpedTo'),
  'answered right': answered(ANSWER.right),
  'answered wrong': answered(ANSWER.wrong),
  'quiz graded': event('GradeEvent', 'Graded', {
    ...{ actor: TEACHER, membership: membership(TEACHER, 'Instructor'), object: attempt(quiz) },
    generated: { id: `${quiz.id}/users/7310/scores/1`, type: 'Score', attempt: attempt(quiz).id, maxScore: 1, scoreGiven: 0.75 },
  }),
  'forum post': event('ThreadEvent', 'Created', { object: { ...thread, name: 'Phases', body: POST } }),
  'forum reply': event('MessageEvent', 'Posted', {
    object: { id: `${thread.id}/messages/2`, type: 'Message', isPartOf: thread, body: REPLY },
  }),
  enrolled: event('Event', 'Activated', { object: membership(LEARNER, 'Learner') }),
  completed: event('Event', 'Completed', { object: membership(LEARNER, 'Learner') }),
  'logged in': event('SessionEvent', 'LoggedIn', {
    ...{ group: undefined, membership: undefined, object: { id: CAMPUS, type: 'SoftwareApplication' } },
  }),
  search: event('SearchEvent', 'Searched', {
    object: { id: 'https://catalogue.exemple.fr', type: 'SoftwareApplication' },
    generated: {
      ...{ id: 'https://catalogue.exemple.fr/r/1', type: 'SearchResponse', searchResultsItemCount: 3 },
      query: { id: 'https://catalogue.exemple.fr/q/1', type: 'Query', searchTerms: QUERY },
    },
  }),
};

// Open edX, by event-routing-backends.
const COURSE = 'course-v1:UnivArmor+BIO101+2025_A';
const block = (type: string) => `block-v1:UnivArmor+BIO101+2025_A+type@${type}+block@5c8d2f0e9b7a4e6d8c1f3a5b7d9e0f12`;
const routed = (type: string, action: string, object: object, extensions: object = {}, told: object = {}): object => ({
  ...{ sensor: 'https://cours.exemple.fr', sendTime: INSTANT, dataVersion: 'http://purl.imsglobal.org/ctx/caliper/v1p2' },
  data: [
    {
      '@context': 'http://purl.imsglobal.org/ctx/caliper/v1p2',
      id: `urn:uuid:7a8b9c0d-1e2f-4a3b-9c4d-${String(++events).padStart(12, '0')}`,
      ...{ type, action, eventTime: INSTANT },
      actor: { id: 'https://cours.exemple.fr/user/0d9c1f4b-52aa-4f0e-8d35-6a7b8c9d0e1f', type: 'Person' },
      object: { ...object, extensions: { course_id: COURSE, ...extensions } },
      ...told,
    },
  ],
});
const routedVideo = { id: block('video'), type: 'VideoObject', duration: 'PT5M12.4S' };
const at = { target: { id: block('video'), type: 'MediaLocation', currentTime: 'PT47.25S' } };
const routedProblem = (right: boolean) =>
  routed(
    'AssessmentEvent',
    'Submitted',
    { id: block('problem'), type: 'Assessment' },
    { grade: right ? 1 : 0, max_grade: 1, success: right ? 'correct' : 'incorrect', attempts: 2 },
  );
const routedCourse = { id: `https://cours.exemple.fr/course/${COURSE}`, type: 'Membership' };

export const openedxRouter: Tellings = {
  'video played': routed('MediaEvent', 'Started', routedVideo, {}, at),
  'video paused': routed('MediaEvent', 'Paused', routedVideo, {}, at),
  'video seeked': routed('MediaEvent', 'JumpedTo', routedVideo, { old_time: 'PT2M0.5S', new_time: 'PT47.25S' }),
  'answered right': routedProblem(true),
  'answered wrong': routedProblem(false),
  enrolled: routed('Event', 'Activated', routedCourse, { mode: 'audit' }),
  completed: routed('Event', 'Completed', routedCourse),
};
