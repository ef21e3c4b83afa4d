import type { Drawn } from './draw.ts';

/** Numbers of the three courses. */
const COURSES: Readonly<Record<string, number>> = { BIO: 42, HIS: 57, PHY: 63 };

/** eventname, objecttable, `other` as PHP or JSON. */
const EVENTS: readonly (readonly [string, string | null, string | null])[] = [
  ['\\core\\event\\course_viewed', null, 'N;'],
  ['\\core\\event\\course_viewed', null, null],
  ['\\mod_page\\event\\course_module_viewed', 'page', 'N;'],
  ['\\mod_resource\\event\\course_module_viewed', 'resource', null],
  ['\\mod_quiz\\event\\course_module_viewed', 'quiz', null],
  ['\\mod_quiz\\event\\attempt_viewed', 'quiz_attempts', '{"quizid":17,"page":0}'],
  ['\\mod_quiz\\event\\attempt_submitted', 'quiz_attempts', '{"submitterid":null,"quizid":"17","studentisonline":true}'],
  ['\\mod_forum\\event\\discussion_viewed', 'forum_discussions', null],
  ['\\core\\event\\course_module_completion_updated', 'course_modules_completion', '{"relateduserid":null,"completionstate":1}'],
  ['\\core\\event\\user_graded', 'grade_grades', 'a:3:{s:6:"itemid";s:2:"77";s:10:"overridden";b:0;s:10:"finalgrade";d:12.5;}'],
];

type Value = string | number | null;

/** A row of logstore_standard_log. */
function rowOf({ at, who, course, what, item }: Drawn, ordinal: number): Record<string, Value> {
  const [eventname, objecttable, other] = EVENTS[what] as (typeof EVENTS)[number];
  const [, component = '', , name = ''] = eventname.split('\\');
  const courseid = COURSES[course.split('+')[1]?.slice(0, 3) ?? ''] ?? 42;
  const affects = what === 9 || what === 8;
  return {
    ...{
      id: 5_000_000 + ordinal,
      eventname,
      component,
      action: name.split('_').at(-1) ?? '',
      target: name.split('_')[0] ?? '',
      objecttable,
    },
    ...{ objectid: objecttable === null ? null : item + 900, crud: 'r', edulevel: 2, contextid: 7_000 + item },
    ...{ contextlevel: what < 2 || affects ? 50 : 70, contextinstanceid: what < 2 || affects ? courseid : 600 + item, userid: who },
    ...{ courseid, relateduserid: affects ? who : null, anonymous: 0, other, timecreated: Math.floor(at / 1_000) },
    ...{ origin: 'web', ip: `192.0.2.${item % 250}`, realuserid: null },
  };
}

export const MOODLE_HEADER =
  'id,eventname,component,action,target,objecttable,objectid,crud,edulevel,contextid,contextlevel,contextinstanceid,userid,courseid,relateduserid,anonymous,other,timecreated,origin,ip,realuserid';

export function moodleLine(drawn: Drawn, ordinal: number): string {
  return JSON.stringify(rowOf(drawn, ordinal));
}

/** The same row as a record of a CSV file. */
export function moodleRecord(drawn: Drawn, ordinal: number): string {
  return Object.values(rowOf(drawn, ordinal)).map(field).join(',');
}

function field(value: Value): string {
  if (value === null) return '';
  return typeof value === 'number' || !/[",]/.test(value) ? String(value) : `"${value.replaceAll('"', '""')}"`;
}
