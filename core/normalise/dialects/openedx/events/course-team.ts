import type { Action } from '../../../actions.ts';
import { learnerNamed } from '../about.ts';
import type { Entries, EventType } from '../event-type.ts';
import { block, kind } from '../things.ts';

// Who is given a role, or whose page is looked at, is a third party: the row is about the member of the team who acts.
const team = (action: Action, thing: string): EventType => ({ category: 'administration', action, object: kind(thing), role: 'staff' });
const onProblem = (action: Action): EventType => ({
  category: 'administration',
  action,
  object: block('problem', 'problem'),
  role: 'staff',
});
const onLearner = (action: Action): EventType => ({ ...onProblem(action), about: learnerNamed('student') });

/** The instructor dashboard, most of it the one of 2012 to 2014. */
export const COURSE_TEAM: Entries = [
  ['add-forum-admin add-forum-mod add-forum-community-TA add-instructor', 'server', team('assigned', 'role')],
  ['remove-forum-admin remove-forum-mod remove-forum-community-TA remove-instructor', 'server', team('revoked', 'role')],
  ['add-or-remove-user-group', 'server', team('updated', 'role')],
  ['list-forum-admins list-forum-mods list-forum-community-TAs', 'server', team('requested', 'report')],
  ['list-beta-testers list-instructors list-staff list-students', 'server', team('requested', 'report')],
  [
    'dump-answer-dist-csv dump-graded-assignments-config dump-grades dump-grades-csv dump-grades-csv-raw',
    'server',
    team('requested', 'report'),
  ],
  ['dump-grades-raw psychometrics-histogram-generation', 'server', team('requested', 'report')],
  ['edx.instructor.report.requested', 'server', team('requested', 'report')],
  ['edx.instructor.report.downloaded', 'browser', team('downloaded', 'report')],
  ['get-student-progress-page', 'server', team('viewed', 'progress')],
  ['rescore-all-submissions reset-all-attempts', 'server', onProblem('requested')],
  // Asked for by staff; what came of it is told by problem_rescore and its like.
  ['rescore-student-submission reset-student-attempts delete-student-module-state', 'server', onLearner('requested')],
  ['edx.course.index.reindexed', 'server', team('updated', 'course')],
];
