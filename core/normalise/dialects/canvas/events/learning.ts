import type { Action } from '../../../actions.ts';
import { type Entries, type EventType, thing } from '../event-type.ts';
import { always, flag, lengthOf, ordinal, score } from '../facts.ts';

const learner = { userId: ['user_id'] };
const assignment = thing('assignment');
const submission = (action: Action): EventType => ({
  category: 'assessment',
  action,
  object: assignment,
  about: learner,
  facts: [ordinal('attempt', 'attempt')],
});
const entry = { ...thing('discussion_entry'), unless: { told: 'parent_discussion_entry_id', type: 'comment' } };
const topic = thing('discussion_topic');
const outcome = (action: Action): EventType => ({
  category: 'grade',
  action,
  object: thing('learning_outcome'),
  // The body names the outcome and not the learner.
  about: 'nobody',
  facts: [score('score', 'possible'), flag('mastery', 'success'), ordinal('attempt', 'attempt')],
});
const inCourse = { userId: ['user.id'], mbox: 'user.email' };

/** What learners do, and what becomes of it. */
export const LEARNING: Entries = [
  ['logged_in', { category: 'session', action: 'logged_in' }],
  ['logged_out', { category: 'session', action: 'logged_out' }],

  ['submission_created', { ...submission('submitted'), facts: [ordinal('attempt', 'attempt'), lengthOf('body')] }],
  // Told for each change of a submission: graded, posted, excused, handed in again. What came of it has an event of its own.
  ['submission_updated', submission('updated')],
  ['quiz_submitted', { category: 'assessment', action: 'submitted', object: thing('quiz') }],
  // Told beside discussion_entry_created where the discussion is graded.
  ['discussion_entry_submitted', { category: 'assessment', action: 'submitted', object: topic }],
  ['submission_comment_created', { category: 'feedback', action: 'annotated', object: thing('comment', null), facts: [lengthOf('body')] }],
  ['rubric_assessed', { category: 'assessment', action: 'assessed', object: thing('rubric', null) }],

  [
    'grade_change',
    {
      category: 'grade',
      action: 'graded',
      object: assignment,
      about: { userId: ['student_id', 'user_id'] },
      facts: [score('score', 'points_possible')],
    },
  ],
  // Per cent.
  [
    'course_grade_change',
    { category: 'grade', action: 'graded', object: thing('course', null), about: learner, facts: [score('current_score', 100)] },
  ],
  [
    'grade_override',
    { category: 'grade', action: 'rescored', object: thing('course', null), about: learner, facts: [score('override_score', 100)] },
  ],
  ['learning_outcome_result_created', outcome('graded')],
  ['learning_outcome_result_updated', outcome('rescored')],

  [
    'course_completed',
    { category: 'completion', action: 'completed', object: thing('course', null), about: inCourse, facts: [always({ completion: true })] },
  ],
  ['course_progress', { category: 'completion', action: 'progressed', object: thing('course', null), about: inCourse }],

  ['discussion_topic_created', { category: 'forum', action: 'posted', object: topic, facts: [lengthOf('body')] }],
  ['discussion_topic_updated', { category: 'forum', action: 'edited', object: topic }],
  ['discussion_entry_created', { category: 'forum', action: 'replied', object: entry, parent: topic, facts: [lengthOf('text')] }],

  // That a message was written; with whom is nobody's business here.
  ['conversation_created', { category: 'social', action: 'created', object: thing('conversation', null) }],
  ['conversation_forwarded', { category: 'social', action: 'shared', object: thing('conversation', null) }],
  ['conversation_message_created', { category: 'social', action: 'posted', object: thing('conversation', null) }],

  ['attachment_created', { category: 'content', action: 'created', object: thing('attachment') }],
  ['attachment_updated', { category: 'content', action: 'updated', object: thing('attachment') }],
  ['attachment_deleted', { category: 'content', action: 'deleted', object: thing('attachment') }],
];
