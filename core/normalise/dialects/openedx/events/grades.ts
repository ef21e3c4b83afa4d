import type { Action } from '../../../actions.ts';
import { actor, affected } from '../about.ts';
import type { Entries, EventType, Fact } from '../event-type.ts';
import { always, score, share } from '../facts.ts';
import { block, kind } from '../things.ts';

// `user_id` is the learner, `instructor_id` whoever changed the score.
const learner = affected();
const problem = (action: Action, ...facts: readonly Fact[]): EventType => ({
  category: 'grade',
  action,
  object: block('problem', 'problem_id'),
  about: learner,
  facts,
});
const course = (action: Action, ...facts: readonly Fact[]): EventType => ({
  category: 'grade',
  action,
  object: kind('course'),
  about: learner,
  facts,
});

const rescored = score('new_weighted_earned', 'new_weighted_possible');

/** Scores of problems, subsections and courses. The platform writes them beside the answers, so they are another category. */
export const GRADES: Entries = [
  ['edx.grades.problem.submitted', 'server', problem('graded', score('weighted_earned', 'weighted_possible'))],
  ['edx.grades.problem.rescored edx.grades.problem.score_overridden', 'server', problem('rescored', rescored)],
  ['edx.grades.problem.state_deleted', 'server', problem('reset')],
  ['edx.grades.subsection.score_overridden', 'server', { ...problem('rescored'), object: block('sequential', 'problem_id', 'block_id') }],
  [
    'edx.grades.subsection.grade_calculated',
    'server',
    {
      category: 'grade',
      action: 'graded',
      object: block('sequential', 'block_id'),
      about: learner,
      facts: [score('weighted_graded_earned', 'weighted_graded_possible')],
    },
  ],
  [
    'edx.grades.course.grade_calculated',
    'server',
    course('graded', share('percent', 'score_scaled'), share('percent_grade', 'score_scaled')),
  ],
  ['edx.course.grade.passed.first_time edx.course.grade.now_passed', 'server', course('passed', always({ success: true }))],
  ['edx.course.grade.now_failed', 'server', course('failed', always({ success: false }))],
  // Studio: the author of the change is in `user_id`.
  [
    'edx.grades.grading_policy_changed',
    'server',
    { category: 'administration', action: 'updated', object: kind('course'), about: actor(), role: 'staff' },
  ],
];
