import { ANSWER, INSTANT, QUERY, type Tellings } from './acts.ts';

const activity = (id: string, type: string, told: object = {}) => ({ id, objectType: 'Activity', definition: { type, ...told } });
const ADL = 'http://adlnet.gov/expapi';
const VIDEO = 'https://w3id.org/xapi/video';

// Moodle, by its plugin logstore_xapi.
const MOODLE = 'https://moodle.exemple.fr';
const moodleCourse = activity(`${MOODLE}/course/view.php?id=31`, 'https://w3id.org/xapi/cmi5/activitytype/course', {
  name: { fr: 'Biologie' },
});
const moodleSays = (event: string, verb: string, object: object, result?: object, parent: object[] = [moodleCourse]): object => ({
  actor: { name: 'Nolwenn Kerbrat', account: { homePage: MOODLE, name: '7310' } },
  verb: { id: verb, display: { en: 'x' } },
  object,
  context: {
    ...{ language: 'fr', platform: 'Moodle', contextActivities: { parent } },
    extensions: { 'http://lrs.learninglocker.net/define/extensions/info': { 'http://moodle.org': '4.5.1', event_name: event } },
  },
  timestamp: INSTANT,
  ...(result && { result }),
});
const moodleQuestion = (right: boolean) =>
  moodleSays(
    '\\mod_quiz\\event\\attempt_submitted',
    `${ADL}/verbs/answered`,
    activity(`${MOODLE}/question/question.php?cmid=88&id=7`, `${ADL}/activities/cmi.interaction`, { interactionType: 'fill-in' }),
    { success: right, completion: true, response: right ? ANSWER.right : ANSWER.wrong },
    [activity(`${MOODLE}/mod/quiz/attempt.php?attempt=5501&cmid=88`, `${ADL}/activities/attempt`), moodleCourse],
  );
const discussion = activity(`${MOODLE}/mod/forum/discuss.php?d=12`, 'http://id.tincanapi.com/activitytype/discussion');

export const moodle: Tellings = {
  'page viewed': moodleSays(
    '\\mod_page\\event\\course_module_viewed',
    'http://id.tincanapi.com/verb/viewed',
    activity(`${MOODLE}/mod/page/view.php?id=542`, 'https://w3id.org/xapi/acrossx/activities/page'),
  ),
  'answered right': moodleQuestion(true),
  'answered wrong': moodleQuestion(false),
  'quiz graded': moodleSays(
    '\\mod_quiz\\event\\attempt_regraded',
    'https://w3id.org/xapi/tla/verbs/scored',
    activity(`${MOODLE}/mod/quiz/view.php?id=88`, `${ADL}/activities/assessment`),
    { score: { min: 0, max: 1, raw: 0.75 } },
  ),
  'forum post': moodleSays('\\mod_forum\\event\\discussion_created', 'http://activitystrea.ms/create', discussion),
  'forum reply': moodleSays(
    '\\mod_forum\\event\\post_created',
    'http://id.tincanapi.com/verb/replied',
    activity(`${discussion.id}#p40`, 'http://id.tincanapi.com/activitytype/forum-reply'),
    undefined,
    [discussion, moodleCourse],
  ),
  enrolled: moodleSays(
    '\\core\\event\\user_enrolment_created',
    'https://xapi.edlm/profiles/edlm-lms/concepts/verbs/enrolled',
    moodleCourse,
  ),
  completed: moodleSays('\\core\\event\\course_completed', `${ADL}/verbs/completed`, moodleCourse),
  'logged in': moodleSays(
    '\\core\\event\\user_loggedin',
    'https://xapi.edlm/profiles/edlm-lms/concepts/verbs/login',
    activity(MOODLE, 'http://id.tincanapi.com/activitytype/lms'),
    undefined,
    [],
  ),
  search: moodleSays(
    '\\mod_forum\\event\\course_searched',
    'https://w3id.org/xapi/acrossx/verbs/searched',
    activity(`${MOODLE}/mod/forum/search.php`, 'https://w3id.org/xapi/acrossx/activities/webpage'),
    { response: QUERY },
  ),
};

// Open edX, by event-routing-backends.
const CAMPUS = 'https://campus.exemple.fr';
const KEY = 'UnivArmor+BIO101+2025_A';
const openedxCourse = activity(`${CAMPUS}/course/course-v1:${KEY}`, `${ADL}/activities/course`);
const block = (type: string, is: string, told?: object) =>
  activity(`${CAMPUS}/xblock/block-v1:${KEY}+type@${type}+block@5c8d2f0e9b7a4e6d8c1f3a5b7d9e0f12`, is, told);
let statements = 0;
const openedxSays = (
  verb: string,
  object: object,
  result?: object,
  extensions: object = {},
  parent: object[] = [openedxCourse],
): object => ({
  id: `6f1c0a52-7b3d-4e8f-9a10-${String(++statements).padStart(12, '0')}`,
  actor: { objectType: 'Agent', account: { homePage: CAMPUS, name: '0d9c1f4b-52aa-4f0e-8d35-6a7b8c9d0e1f' } },
  verb: { id: verb, display: { en: 'x' } },
  object,
  context: {
    contextActivities: { parent },
    extensions: { 'https://w3id.org/xapi/openedx/extension/transformer-version': 'event-routing-backends@9.3.0', ...extensions },
  },
  ...{ timestamp: INSTANT, version: '1.0.3' },
  ...(result && { result }),
});
const watched = (verb: string, where: object) =>
  openedxSays(
    `${VIDEO}/verbs/${verb}`,
    block('video', `${VIDEO}/activity-type/video`),
    { extensions: where },
    { [`${VIDEO}/extensions/length`]: 312.4 },
  );
const evaluated = (right: boolean) =>
  openedxSays(
    'https://w3id.org/xapi/acrossx/verbs/evaluated',
    block('problem', `${ADL}/activities/cmi.interaction`, {
      interactionType: 'fill-in',
      extensions: { 'http://id.tincanapi.com/extension/attempt-id': 2 },
    }),
    { success: right, score: { min: 0, max: 1, raw: right ? 1 : 0, scaled: right ? 1 : 0 }, response: right ? ANSWER.right : ANSWER.wrong },
  );
const thread = activity(`${CAMPUS}/api/discussion/v1/threads/64b7b640e68f350033690931`, 'http://id.tincanapi.com/activitytype/discussion');

export const openedxRouter: Tellings = {
  'video played': watched('played', { [`${VIDEO}/extensions/time`]: 47.25 }),
  'video paused': watched('paused', { [`${VIDEO}/extensions/time`]: 47.25 }),
  'video seeked': watched('seeked', { [`${VIDEO}/extensions/time-from`]: 120.5, [`${VIDEO}/extensions/time-to`]: 47.25 }),
  'answered right': evaluated(true),
  'answered wrong': evaluated(false),
  'quiz graded': openedxSays('http://id.tincanapi.com/verb/earned', block('sequential', 'http://id.tincanapi.com/activitytype/resource'), {
    success: false,
    score: { min: 0, max: 1, raw: 0.75, scaled: 0.75 },
  }),
  'forum post': openedxSays('https://w3id.org/xapi/acrossx/verbs/posted', thread),
  'forum reply': openedxSays(
    'https://w3id.org/xapi/acrossx/verbs/posted',
    activity(`${CAMPUS}/api/discussion/v1/comments/64b7b640e68f350033690932`, 'http://id.tincanapi.com/activitytype/discussion'),
  ),
  enrolled: openedxSays(`${ADL}/verbs/registered`, openedxCourse, undefined, {}, []),
  completed: openedxSays(`${ADL}/verbs/completed`, openedxCourse, undefined, {}, []),
};

// The video profile of xAPI, as a player sends it.
const profile = (verb: string, where: object): object => ({
  id: `1b7e4c0d-93aa-4d21-8c5f-${String(++statements).padStart(12, '0')}`,
  actor: { objectType: 'Agent', mbox: 'mailto:nolwenn.kerbrat@exemple.fr' },
  verb: { id: `${VIDEO}/verbs/${verb}` },
  object: activity('uuid://421b47ff-d946-4a08-ab65-cd668c6b17e6', `${VIDEO}/activity-type/video`),
  context: {
    contextActivities: {
      category: [{ id: VIDEO }],
      parent: [activity(`course-v1:${KEY}`, `${ADL}/activities/course`)],
    },
    extensions: { [`${VIDEO}/extensions/length`]: 312.4 },
  },
  timestamp: INSTANT,
  result: { extensions: where },
});

export const videoProfile: Tellings = {
  'video played': profile('played', { [`${VIDEO}/extensions/time`]: 47.25 }),
  'video paused': profile('paused', { [`${VIDEO}/extensions/time`]: 47.25 }),
  'video seeked': profile('seeked', { [`${VIDEO}/extensions/time-from`]: 120.5, [`${VIDEO}/extensions/time-to`]: 47.25 }),
};

const h5p = (right: boolean): object => ({
  id: `9d2a6b1c-40ee-4f7a-b3c8-${String(++statements).padStart(12, '0')}`,
  actor: { objectType: 'Agent', mbox: 'mailto:nolwenn.kerbrat@exemple.fr' },
  verb: { id: `${ADL}/verbs/answered` },
  object: activity('https://lms.exemple.fr/h5p/12?subContentId=ab12', `${ADL}/activities/cmi.interaction`, { interactionType: 'fill-in' }),
  context: { contextActivities: { grouping: [activity('https://lms.exemple.fr/cours/biologie', `${ADL}/activities/course`)] } },
  timestamp: INSTANT,
  result: {
    ...{ success: right, completion: true, duration: 'PT45S', response: right ? ANSWER.right : ANSWER.wrong },
    score: { min: 0, max: 1, raw: right ? 1 : 0, scaled: right ? 1 : 0 },
  },
});

export const h5pContent: Tellings = { 'answered right': h5p(true), 'answered wrong': h5p(false) };
