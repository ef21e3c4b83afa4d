import type { Action } from '../../../actions.ts';
import { type Entries, type EventType, type Thing, thing } from '../event-type.ts';

const learner = { userId: ['user_id'] };
const ENDED = { deleted: 'unenrolled', inactive: 'unenrolled', rejected: 'unenrolled' } as const;
const enrolment = (otherwise: Action): EventType => ({
  category: 'enrolment',
  action: { by: 'workflow_state', is: ENDED, otherwise },
  object: thing('course', null),
  about: learner,
  role: 'type',
});
const inGroup = (otherwise: Action): EventType => ({
  category: 'social',
  action: { by: 'workflow_state', is: { deleted: 'quit' }, otherwise },
  object: thing('group'),
  about: learner,
});
const made = (action: Action, object: Thing, parent?: Thing): EventType => ({
  category: 'administration',
  action,
  object,
  ...(parent && { parent }),
});
const both = (name: string, object: Thing, parent?: Thing): Entries => [
  [`${name}_created`, made('created', object, parent)],
  [`${name}_updated`, made('updated', object, parent)],
];

/** Who is in a course, and what its authors change. */
export const COURSE: Entries = [
  ['enrollment_created', enrolment('enrolled')],
  ['enrollment_updated', enrolment('enrolment_changed')],
  ['group_membership_created', inGroup('joined')],
  ['group_membership_updated', inGroup('updated')],

  ...both('course', thing('course', null)),
  ['syllabus_updated', made('updated', thing('course', null))],
  ...both('assignment', thing('assignment')),
  ...both('assignment_override', thing('assignment')),
  ...both('quiz', thing('quiz')),
  ...both('module', thing('module')),
  ...both('module_item', thing('module_item'), thing('module')),
  ...both('wiki_page', thing('wiki_page')),
  ['wiki_page_deleted', made('deleted', thing('wiki_page'))],
  ...both('group_category', thing('group_category')),
  ...both('group', thing('group')),
];
