import { QUERY, SECONDS, type Tellings } from './acts.ts';

const row = (name: string, told: object = {}): object => ({
  ...{ id: 88_001, eventname: `\\${name.replace('.', '\\event\\')}`, timecreated: SECONDS, anonymous: 0, realuserid: null, other: 'N;' },
  ...{ userid: 7310, relateduserid: null, courseid: 42, contextlevel: 70, contextinstanceid: 611, objecttable: null, objectid: null },
  ...{ ip: '192.0.2.17', origin: 'web' },
  ...told,
});
const inCourse = { contextlevel: 50, contextinstanceid: 42 };
const byTeacher = { userid: 12, relateduserid: 7310 };

/** Rows of logstore_standard_log. */
export const moodle: Tellings = {
  'page viewed': row('mod_page.course_module_viewed', { objecttable: 'page', objectid: 12 }),
  'quiz graded': row('mod_quiz.attempt_graded', { ...byTeacher, objecttable: 'quiz_attempts', objectid: 5 }),
  'forum post': row('mod_forum.discussion_created', { objecttable: 'forum_discussions', objectid: 905 }),
  'forum reply': row('mod_forum.post_created', { objecttable: 'forum_posts', objectid: 906, other: '{"discussionid":905}' }),
  enrolled: row('core.user_enrolment_created', { ...inCourse, ...byTeacher, other: '{"enrol":"manual"}' }),
  completed: row('core.course_completed', { ...inCourse, ...byTeacher }),
  'logged in': row('core.user_loggedin', { courseid: 0, contextlevel: 10, contextinstanceid: 0, other: '{"username":"nolwenn.kerbrat"}' }),
  search: row('mod_forum.course_searched', { ...inCourse, other: JSON.stringify({ searchterm: QUERY }) }),
};

/** The gradebook has an event of its own, about an item of it. */
export const gradebook: Tellings = {
  'quiz graded': row('core.user_graded', { ...inCourse, ...byTeacher, other: '{"itemid":"77","overridden":false,"finalgrade":0.75}' }),
};

/** A lesson asks questions page by page. */
export const lesson: Tellings = {
  'answered right': row('mod_lesson.question_answered', {
    objecttable: 'lesson_pages',
    objectid: 31,
    other: '{"pagetype":"Short answer"}',
  }),
  'answered wrong': row('mod_lesson.question_answered', {
    objecttable: 'lesson_pages',
    objectid: 32,
    other: '{"pagetype":"Short answer"}',
  }),
};
