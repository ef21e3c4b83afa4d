import type { Action } from '../../../actions.ts';
import { about, actor, nobody } from '../about.ts';
import type { Entries, EventType } from '../event-type.ts';
import { kind } from '../things.ts';

const session = (action: Action): EventType => ({ category: 'session', action, about: actor() });
const setting = (action: Action): EventType => ({ category: 'other', action, object: kind('account'), about: about() });
const goal = (action: Action): EventType => ({ category: 'other', action, object: kind('goal') });
// A nightly command that writes to learners: it names none of them.
const mailing = (action: Action): EventType => ({ category: 'administration', action, object: kind('goal'), about: nobody });

/** Accounts, profiles, personal goals. */
export const ACCOUNT: Entries = [
  ['edx.user.login', 'server', session('logged_in')],
  ['edx.user.logout', 'server', session('logged_out')],
  ['edx.user.settings.changed', 'server', setting('updated')],
  ['edx.user.settings.change_initiated', 'server', setting('requested')],
  // `user_id` and `username` are the owner of the page, who is not the one who looks.
  ['edx.user.settings.viewed', 'browser', { category: 'navigation', action: 'viewed', object: kind('account') }],
  ['edx.profile.viewed', 'browser', { category: 'social', action: 'viewed', object: kind('profile') }],

  ['edx.course.goal.added', 'server', goal('created')],
  ['edx.course.goal.updated', 'server', goal('updated')],
  ['edx.course.goal.email.session_started', 'server', mailing('started')],
  ['edx.course.goal.email.session_completed', 'server', mailing('completed')],
  ['edx.course.goal.email.failed', 'server', mailing('other')],
];
