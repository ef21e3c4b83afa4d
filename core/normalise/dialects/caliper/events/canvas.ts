import { affected, type Entries, type EventType, kind } from '../event-type.ts';
import { lengthOf } from '../facts.ts';

const DETAIL = 'object/extensions/com.instructure.canvas';
const ended = { deleted: 'unenrolled', inactive: 'unenrolled', rejected: 'unenrolled' } as const;
const enrolment: EventType = {
  category: 'enrolment',
  action: { uses: `${DETAIL}/workflow_state`, is: ended, otherwise: 'enrolled' },
  object: kind('course'),
  about: affected(`${DETAIL}/user_id`),
};
const inGroup: EventType = {
  category: 'social',
  action: { uses: `${DETAIL}/workflow_state`, is: { deleted: 'quit' }, otherwise: 'joined' },
  object: kind('group'),
  about: affected(`${DETAIL}/user_id`, 'object/member'),
};
const denied: EventType = { category: 'administration', action: 'other', denied: true };

/** Canvas Live Events as Caliper 1.1: what it says by the generic Event, and in extensions. The same rows as from raw Live Events. */
export const CANVAS: Entries = [
  ['Event', 'Created', enrolment, { on: 'canvas:enrollment' }],
  [
    'Event',
    'Modified Updated',
    { ...enrolment, action: { uses: `${DETAIL}/workflow_state`, is: ended, otherwise: 'enrolment_changed' } },
    { on: 'canvas:enrollment' },
  ],
  ['Event', 'Created Added Modified', inGroup, { on: 'canvas:group_membership canvas:groupMembership' }],
  ['Event', 'Created Modified', denied, { on: 'canvas:enrollment_state canvas:enrollmentState canvas:user_account_association' }],
  ['NavigationEvent', 'NavigatedTo', { category: 'content', action: 'opened' }, { on: 'canvas:context_external_tool' }],
  [
    'ThreadEvent',
    'Created',
    { category: 'forum', action: 'posted', facts: [lengthOf(`${DETAIL}/body`, 'object/body')] },
    { on: 'canvas:discussion' },
  ],
];
