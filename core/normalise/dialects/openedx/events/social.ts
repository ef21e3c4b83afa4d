import type { Action } from '../../../actions.ts';
import { about, affected, nobody } from '../about.ts';
import type { Entries, EventType } from '../event-type.ts';
import { lengthOf } from '../facts.ts';
import { rolesIn } from '../roles.ts';
import { kind, token } from '../things.ts';

const team = token('team', 'team_id');
const cohort = token('cohort', 'cohort_id');
const member = affected();

const inTeam = (action: Action): EventType => ({ category: 'social', action, object: team });
const ofTeam = (action: Action): EventType => ({ ...inTeam(action), about: member });
const ofCohort = (action: Action): EventType => ({ category: 'social', action, object: cohort, about: member });
const cohorts = (action: Action): EventType => ({ category: 'administration', action, object: cohort, role: 'staff' });

const role = rolesIn('user_forum_roles', 'user_course_roles');
const notification = (action: Action): EventType => ({ category: 'social', action, object: kind('notification'), about: about(), role });
// A machine writes to many at once: a list of persons, none of whom did anything.
const sending = (action: Action): EventType => ({ category: 'administration', action, object: kind('notification'), about: nobody });

/** Teams, cohorts, notifications. */
export const SOCIAL: Entries = [
  ['edx.team.created', 'server', inTeam('created')],
  ['edx.team.deleted', 'server', inTeam('deleted')],
  ['edx.team.changed edx.team.team_changed edx.team.activity_updated', 'server', inTeam('updated')],
  ['edx.team.page_viewed', 'browser', inTeam('viewed')],
  ['edx.team.learner_added', 'server', ofTeam('joined')],
  ['edx.team.learner_removed edx.team.learner_deleted', 'server', ofTeam('quit')],
  ['edx.team.searched', 'server', { category: 'search', action: 'searched', object: kind('team'), facts: [lengthOf('search_text')] }],

  ['edx.cohort.created', 'server', cohorts('created')],
  ['edx.cohort.creation_requested', 'server', cohorts('requested')],
  ['edx.cohort.user_added', 'server', ofCohort('joined')],
  ['edx.cohort.user_removed', 'server', ofCohort('quit')],
  // The instructor's side of user_added.
  ['edx.cohort.user_add_requested', 'server', ofCohort('requested')],

  ['edx.notifications.preferences.viewed', 'server', notification('viewed')],
  ['edx.notifications.preferences.updated', 'server', notification('updated')],
  ['edx.notifications.read edx.notifications.app_all_read edx.notifications.tray_opened', 'server', notification('opened')],
  ['edx.notifications.generated edx.notifications.email_digest', 'server', sending('created')],
];
