import { affected, type Entries, type EventType } from '../event-type.ts';
import { ordinal, score } from '../facts.ts';

// 1.0 and 1.1 give a Result, whose points are `totalScore` or, as a share of the most that can be had, `normalScore`; then a Score.
const graded: EventType = {
  category: 'grade',
  action: 'graded',
  // The actor is the grader, or a machine.
  about: affected(
    'object/assignee',
    'object/actor',
    'generated/attempt/assignee',
    'generated/attempt/actor',
    'generated/assignee',
    'generated/actor',
  ),
  facts: [
    score(
      ['generated/scoreGiven', 'generated/totalScore', 'generated/normalScore'],
      [
        'generated/maxScore',
        'generated/attempt/assignable/maxScore',
        'object/assignable/maxScore',
        'generated/assignable/maxScore',
        'target/maxScore',
      ],
    ),
    ordinal('attempt', 'object/count', 'generated/attempt/count'),
  ],
};

/** Scores. `OutcomeEvent` is the name that 1.0 and 1.1 have for them. */
export const GRADE: Entries = [['GradeEvent OutcomeEvent', 'Graded', graded]];
