import type { Action } from '../../../actions.ts';
import { affected, nobody } from '../about.ts';
import type { Entries, EventType, Fact } from '../event-type.ts';
import { always, seconds } from '../facts.ts';
import { block, token } from '../things.ts';

const exam = block('sequential', 'exam_content_id');

// `attempt_user_id` is the learner; the acting one may be a supervisor, or the reviewing service.
const attempt = (action: Action, ...facts: readonly Fact[]): EventType => ({
  category: 'proctoring',
  action,
  object: token('attempt', 'attempt_id'),
  parent: exam,
  about: affected('attempt_user_id', null),
  facts: [seconds('attempt_event_elapsed_time_secs', 'duration_s'), ...facts],
});

/** What each status of an attempt means; the others are steps on the way. */
const STATUSES: Readonly<Record<string, EventType>> = {
  created: attempt('created'),
  started: attempt('started'),
  resumed: attempt('started'),
  submitted: attempt('submitted'),
  deleted: attempt('deleted'),
  download_software_clicked: attempt('clicked'),
  verified: attempt('verified', always({ success: true })),
  rejected: attempt('verified', always({ success: false })),
  review_received: attempt('assessed'),
};

const STEPS = `ready_to_submit ready_to_start ready_to_resume declined error timed_out expired second_review_required onboarding_missing
  onboarding_pending onboarding_failed onboarding_expired onboarding_reset`.split(/\s+/);

const KINDS = ['proctored', 'practice', 'timed'] as const;

const of = (tail: string) => KINDS.map((kind) => `edx.special_exam.${kind}.${tail}`).join(' ');

/** Timed and supervised exams. */
export const EXAM: Entries = [
  ...Object.entries(STATUSES).map(([status, type]) => [of(`attempt.${status}`), 'server', type] as const),
  [STEPS.map((status) => of(`attempt.${status}`)).join(' '), 'server', attempt('updated')],
  [of('option-presented'), 'server', { category: 'proctoring', action: 'viewed', object: exam }],
  [of('created'), 'server', { category: 'administration', action: 'created', object: exam, role: 'staff' }],
  [of('updated'), 'server', { category: 'administration', action: 'updated', object: exam, role: 'staff' }],
  // More time is given for illness or handicap: whom it is given to must not stand in a row (GDPR, article 9).
  [of('allowance.created'), 'server', { category: 'administration', action: 'assigned', object: exam, about: nobody }],
  [of('allowance.deleted'), 'server', { category: 'administration', action: 'revoked', object: exam, about: nobody }],
];
