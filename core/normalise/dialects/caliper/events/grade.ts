import { ATTEMPT_OF, affected, type Entries, type EventType } from '../event-type.ts';
import { type Fact, ordinal, score } from '../facts.ts';

// 1.0 and 1.1 give a Result, whose points are `totalScore` or, as a share of the most that can be had, `normalScore`; 1.2 a Score.
const GIVEN = ['generated/scoreGiven', 'generated/totalScore', 'generated/normalScore'];
const POSSIBLE = [
  'generated/maxScore',
  'generated/attempt/assignable/maxScore',
  'object/assignable/maxScore',
  'generated/assignable/maxScore',
  'target/maxScore',
];

const graded = (points: Fact): EventType => ({
  category: 'grade',
  action: 'graded',
  // The actor is the grader, or a machine.
  about: affected(...ATTEMPT_OF, 'generated/attempt/actor'),
  facts: [points, ordinal('attempt', 'object/count', 'generated/attempt/count')],
});

/** Scores. `OutcomeEvent` is the name that 1.0 and 1.1 have for them. */
export const GRADE: Entries = [
  ['GradeEvent OutcomeEvent', 'Graded', graded(score(GIVEN, POSSIBLE))],
  // logstore_caliper puts the grade into the assignment's maxScore (its AssignmentGraded).
  ['OutcomeEvent', 'Graded', graded(score(GIVEN, POSSIBLE, true)), { on: 'moodle:activity' }],
];
