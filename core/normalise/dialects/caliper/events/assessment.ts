import type { Action } from '../../../actions.ts';
import { ATTEMPT_OF, type Entries, type EventType, orActing } from '../event-type.ts';
import { always, answer, type Fact, lasted, lengthOf, ordinal } from '../facts.ts';

const attempt: readonly Fact[] = [ordinal('attempt', 'object/count', 'generated/count', 'generated/attempt/count')];
const length = lasted('generated', 'object', 'generated/attempt');
// A tool that hands in for a learner acts in her stead.
const about = orActing(...ATTEMPT_OF);

const act = (action: Action, ...facts: readonly Fact[]): EventType => ({
  category: 'assessment',
  action,
  about,
  facts: [...attempt, ...facts],
});
const finished = (): EventType => ({
  category: 'completion',
  action: 'completed',
  about,
  facts: [...attempt, length, always({ completion: true })],
});
const settings: EventType = { category: 'administration', action: 'updated' };

/** Tests, their items, and work that is assigned. */
export const ASSESSMENT: Entries = [
  ['AssessmentEvent', 'Started Restarted', act('attempted')],
  ['AssessmentEvent', 'Paused Resumed', act('interacted')],
  ['AssessmentEvent', 'Reset', act('reset')],
  ['AssessmentEvent', 'Submitted', act('submitted', length)],
  ['AssessmentEvent', 'Completed', finished()],

  ['AssessmentItemEvent', 'Started', act('attempted')],
  ['AssessmentItemEvent', 'Skipped', act('interacted')],
  // Blackboard says Submitted where the standard says Completed.
  ['AssessmentItemEvent', 'Completed Submitted', act('answered', length, answer)],
  ['AssessmentItemEvent', 'Viewed Reviewed', act('viewed')],

  ['AssignableEvent', 'Started', act('attempted')],
  ['AssignableEvent', 'Submitted', act('submitted', length, lengthOf('object/body'))],
  ['AssignableEvent', 'Completed', finished()],
  ['AssignableEvent', 'Reviewed Viewed', act('viewed')],
  ['AssignableEvent', 'Abandoned', act('left')],
  ['AssignableEvent', 'Activated Deactivated Hid Showed', settings],
];
