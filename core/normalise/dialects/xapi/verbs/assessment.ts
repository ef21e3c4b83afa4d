import type { Verbs } from './verb.ts';

const POLLS = 'survey poll';
/** Moodle names the learner beside the teacher who did it. */
const BY_TEACHER = { about: 'for' } as const;

/** Questions, quizzes, assignments, scores, completion. */
export const ASSESSMENT: Verbs = [
  [
    'answered answer',
    { category: 'assessment', action: 'answered', kind: 'problem' },
    { kinds: POLLS, is: { category: 'feedback', action: 'responded' } },
    { within: POLLS, is: { category: 'feedback', action: 'responded', as: 'question' } },
    // A virtual classroom asks for a show of hands.
    { within: 'class', is: { category: 'feedback', action: 'responded', as: 'poll' } },
  ],
  [
    'evaluated',
    { category: 'assessment', action: 'assessed' },
    // Open edX: one input of several. The answer itself is told by the statement of the whole problem, so that it counts once.
    { platform: 'openedx', within: 'problem', is: { category: 'grade', action: 'graded', as: 'question' } },
    // … an answer was given and marked.
    { platform: 'openedx', is: { category: 'assessment', action: 'answered', kind: 'problem' } },
  ],
  [
    'attempted attempt',
    { category: 'assessment', action: 'attempted' },
    // Open edX: the score of a problem (edx.grades.problem.submitted); without one, the page told that Submit was pressed.
    { platform: 'openedx', scored: true, is: { category: 'grade', action: 'graded' } },
    { platform: 'openedx', kinds: 'problem', is: { category: 'assessment', action: 'clicked' } },
  ],
  [
    'submitted submit handed-in',
    { category: 'assessment', action: 'submitted' },
    { kinds: POLLS, is: { category: 'feedback', action: 'responded' } },
  ],
  [
    'responded respond',
    { category: 'feedback', action: 'responded' },
    { kinds: 'thread response comment forum', is: { category: 'forum', action: 'replied' } },
    { kinds: 'problem quiz', is: { category: 'assessment', action: 'answered' } },
  ],
  [
    'asked ask',
    { category: 'forum', action: 'posted' },
    { within: 'class', is: { category: 'feedback', action: 'created', as: 'poll' } },
    // Open edX: the learner asked for a hint, or for the solution.
    { kinds: 'hint', is: { category: 'assessment', action: 'hint_shown' } },
    { kinds: 'solution', is: { category: 'assessment', action: 'answer_shown' } },
    // … of older releases, which had no type for either.
    { platform: 'openedx', kinds: 'problem', is: { category: 'assessment', action: 'answer_shown' } },
  ],
  ['openedx:showanswer', { category: 'assessment', action: 'answer_shown', kind: 'problem' }],
  ['openedx:hint', { category: 'assessment', action: 'hint_shown', kind: 'problem' }],
  ['openedx:feedback', { category: 'assessment', action: 'feedback_shown', kind: 'problem' }],
  ['revealed', { category: 'used', action: 'opened' }],
  [
    'started start',
    { category: 'used', action: 'opened' },
    { kinds: 'quiz attempt assignment submission', is: { category: 'assessment', action: 'attempted' } },
    { kinds: 'exam', is: { category: 'proctoring', action: 'started' } },
  ],
  ['restarted', { category: 'used', action: 'opened' }],
  // Moodle: the time of an attempt ran out.
  ['exceeded', { category: 'used', action: 'updated' }],
  ['reset', { category: 'used', action: 'reset' }],
  ['saved save', { category: 'used', action: 'saved' }],
  ['resumed resume', { category: 'used', action: 'opened' }, { kinds: 'video audio', is: { category: 'video', action: 'played' } }],
  ['suspended suspend', { category: 'used', action: 'left' }],
  ['scored score graded grade marked', { category: 'grade', action: 'graded', ...BY_TEACHER }],
  [
    'assessed assess',
    { category: 'assessment', action: 'assessed' },
    { platform: 'moodle', scored: true, is: { category: 'grade', action: 'graded', ...BY_TEACHER } },
  ],
  [
    'reviewed review',
    { category: 'assessment', action: 'assessed' },
    // Moodle: somebody looks at an attempt of theirs that is marked.
    { platform: 'moodle', kinds: 'attempt', is: { category: 'assessment', action: 'feedback_shown' } },
  ],
  ['passed pass mastered', { category: 'grade', action: 'passed', always: { success: true } }],
  ['failed fail', { category: 'grade', action: 'failed', always: { success: false } }],

  [
    'completed complete finished finish',
    { category: 'completion', action: 'completed', always: { completion: true } },
    { kinds: 'video audio', is: { category: 'video' } },
    { kinds: 'attempt', is: { category: 'assessment', action: 'submitted', always: {} } },
    // The whole quiz, marked: H5P, SCORM players, and Moodle's plugin before 2022.
    { kinds: 'quiz', scored: true, is: { category: 'grade', action: 'graded' } },
  ],
  ['satisfied satisfy', { category: 'completion', action: 'completed', always: { completion: true } }],
  ['waived', { category: 'completion', action: 'waived' }],
  ['abandoned', { category: 'used', action: 'stopped' }],
  ['progressed progress', { category: 'completion', action: 'progressed' }],
];
