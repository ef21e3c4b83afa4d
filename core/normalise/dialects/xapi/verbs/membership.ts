import { AS } from '../actor.ts';
import type { Verbs } from './verb.ts';

const GROUPS = 'group team cohort';
const changed = { kinds: 'course', is: { category: 'enrolment', action: 'enrolment_changed' } } as const;

/** Courses, groups and sessions joined and left; certificates and badges; voiding. */
export const MEMBERSHIP: Verbs = [
  [
    'registered register enrolled enroll enrol enrolled_onto_learning_plan',
    { category: 'enrolment', action: 'enrolled', kind: 'course' },
    // An account was made.
    { kinds: 'site profile', is: { category: 'administration', action: 'created', as: 'account', object: 'without id' } },
    { kinds: GROUPS, is: { category: 'social', action: 'joined' } },
  ],
  [
    'unregistered unregister unenrolled unenroll unenrol un-enrolled withdrew',
    { category: 'enrolment', action: 'unenrolled', kind: 'course' },
    { kinds: GROUPS, is: { category: 'social', action: 'quit' } },
  ],
  // Of an enrolment; the same words of other vocabularies mean an activity that was set aside.
  ['tla:suspended', { category: 'used', action: 'left' }, changed],
  ['tla:resumed', { category: 'used', action: 'opened' }, changed],
  [
    'joined join',
    { category: 'social', action: 'joined' },
    { kinds: 'course', is: { category: 'enrolment', action: 'enrolled' } },
    { kinds: 'class', is: { category: 'content' } },
  ],
  [
    'left leave',
    { category: 'used', action: 'left' },
    { kinds: 'course', is: { category: 'enrolment', action: 'unenrolled' } },
    { kinds: GROUPS, is: { category: 'social', action: 'quit' } },
  ],

  [
    'logged-in loggedin logged_in login log-in signed-in',
    { category: 'session', action: 'logged_in', object: 'none' },
    // An administrator took the place of another: that one did nothing, and it is no log-in of hers.
    { names: AS, is: { category: 'administration' } },
  ],
  ['logged-out loggedout logged_out logout log-out signed-out', { category: 'session', action: 'logged_out', object: 'none' }],

  [
    'earned achieved achieve attained certified awarded was-awarded win unlocked-badge',
    { category: 'certificate', action: 'earned' },
    { kinds: 'certificate badge', is: {} },
    { kinds: 'objective', is: { category: 'completion', action: 'completed' } },
    // Open edX: the score of a subsection or of the course.
    { scored: true, is: { category: 'grade', action: 'graded' } },
  ],
  [
    'received receive',
    { category: 'other', action: 'other' },
    { kinds: 'certificate badge', is: { category: 'certificate', action: 'earned' } },
    // Moodle: the review of an attempt.
    { kinds: 'attempt', is: { category: 'assessment', action: 'feedback_shown' } },
    { kinds: 'message chat', is: { category: 'social', action: 'opened' } },
  ],
  ['verified verify', { category: 'certificate', action: 'verified' }],
  ['forfeited revoked', { category: 'certificate', action: 'revoked' }],

  ['voided', { category: 'administration', action: 'voided' }],
];
