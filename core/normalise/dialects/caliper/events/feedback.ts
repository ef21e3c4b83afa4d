import type { Action } from '../../../actions.ts';
import { affected, type Entries, type EventType, kind } from '../event-type.ts';
import { lengthOf } from '../facts.ts';

const act = (action: Action): EventType => ({ category: 'feedback', action });

/** Surveys, ratings, comments on material: that they happened. */
export const FEEDBACK: Entries = [
  ['FeedbackEvent', 'Ranked', act('rated')],
  ['FeedbackEvent', 'Commented', { ...act('annotated'), facts: [lengthOf('generated/value')] }],

  ['QuestionnaireEvent', 'Started', act('attempted')],
  ['QuestionnaireEvent', 'Submitted', act('responded')],
  ['QuestionnaireItemEvent', 'Started', act('attempted')],
  ['QuestionnaireItemEvent', 'Skipped', act('interacted')],
  ['QuestionnaireItemEvent', 'Completed', act('responded')],

  ['SurveyEvent', 'OptedIn', act('joined')],
  ['SurveyEvent', 'OptedOut', act('quit')],
  ['SurveyInvitationEvent', 'Accepted', act('joined')],
  ['SurveyInvitationEvent', 'Declined', act('quit')],
  // Whoever runs the survey acts.
  ['SurveyInvitationEvent', 'Sent', { ...act('assigned'), about: affected('object/rater') }],

  // Whom somebody rates is nobody's business here.
  ['FeedbackEvent', 'Ranked', { ...act('rated'), object: kind('account') }, { on: 'Person' }],
  ['FeedbackEvent', 'Commented', { ...act('annotated'), object: kind('account'), facts: [lengthOf('generated/value')] }, { on: 'Person' }],
];
