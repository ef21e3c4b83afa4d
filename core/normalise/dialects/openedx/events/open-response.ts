import type { Action } from '../../../actions.ts';
import { isObject } from '../envelope.ts';
import type { Entries, EventType, Fact } from '../event-type.ts';
import { numberIn, ordinal, setScore } from '../facts.ts';
import { block, kind, module, token } from '../things.ts';

const assignment = module('openassessment');
const submission = token('submission', 'submission_uuid', 'submission_returned_uuid');

/** Points over all criteria of the rubric; an option is its name in older releases, and then nothing can be told. */
const rubric: Fact = {
  uses: ['parts.option.points', 'parts.criterion.points_possible'],
  read: ({ fields }, facts) => {
    const parts = fields['parts'];
    if (!Array.isArray(parts) || parts.length === 0) return;
    let raw: number | null = 0;
    let max: number | null = 0;
    for (const part of parts) {
      const points = isObject(part) && isObject(part['option']) ? numberIn(part['option']['points']) : null;
      const possible = isObject(part) && isObject(part['criterion']) ? numberIn(part['criterion']['points_possible']) : null;
      raw = raw === null || points === null ? null : raw + points;
      max = max === null || possible === null ? null : max + possible;
    }
    setScore(facts, raw, max);
  },
};

/** How much was written: `parts[].text` of newer releases, `text` of older ones; the draft is JSON text within the JSON. */
const written = (name: string): Fact => ({
  uses: [name],
  read: ({ fields }, facts) => {
    const length = textLength(fields[name]);
    if (length !== null) facts.response_length = length;
  },
});

function textLength(answer: unknown): number | null {
  const given = typeof answer === 'string' ? parse(answer) : answer;
  if (!isObject(given)) return null;
  const parts = Array.isArray(given['parts']) ? given['parts'] : [given];
  let length: number | null = null;
  for (const part of parts) {
    const text = isObject(part) ? part['text'] : undefined;
    if (typeof text === 'string') length = (length ?? 0) + text.length;
  }
  return length;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// The scorer is the acting person. Whose work it was, only the submission could tell, and that is a token.
const assess = (action: Action, ...facts: readonly Fact[]): EventType => ({
  category: 'assessment',
  action,
  object: submission,
  parent: assignment,
  facts,
});
const draft = (action: Action, ...facts: readonly Fact[]): EventType => ({ category: 'assessment', action, object: assignment, facts });
const file = (action: Action): EventType => ({ category: 'assessment', action, object: kind('file') });
const old = (action: Action): EventType => ({ category: 'assessment', action, object: block('combinedopenended', 'location') });

/** Open response assessments, and their predecessor of 2013. */
export const OPEN_RESPONSE: Entries = [
  ['openassessmentblock.create_submission', 'server', assess('submitted', written('answer'), ordinal('attempt_number', 'attempt'))],
  ['openassessmentblock.save_submission', 'server', draft('saved', written('saved_response'))],
  ['openassessmentblock.save_files_descriptions', 'server', draft('saved')],
  ['openassessmentblock.remove_uploaded_file', 'server', draft('deleted')],
  ['openassessment.upload_file', 'browser', file('saved')],
  ['openassessment.upload_file_error', 'browser', file('interacted')],
  ['openassessmentblock.get_peer_submission', 'server', assess('requested')],
  ['openassessmentblock.get_submission_for_staff_grading', 'server', { ...assess('requested'), role: 'staff' }],
  // The points are somebody else's: on the scorer's row they would be hers.
  ['openassessmentblock.peer_assess', 'server', assess('assessed')],
  ['openassessmentblock.self_assess', 'server', assess('assessed', rubric)],
  ['openassessmentblock.staff_assess openassessmentblock.staff_assessment', 'server', { ...assess('assessed'), role: 'staff' }],
  ['openassessment.student_training_assess_example', 'server', assess('attempted')],
  ['openassessmentblock.submit_feedback_on_assessments', 'server', { ...assess('responded'), category: 'feedback' }],

  ['oe_hide_question oe_hide_problem peer_grading_hide_question peer_grading_hide_problem', 'browser', old('closed')],
  ['oe_show_question oe_show_problem peer_grading_show_question peer_grading_show_problem', 'browser', old('opened')],
  ['staff_grading_hide_question staff_grading_hide_problem', 'browser', { ...old('closed'), role: 'staff' }],
  ['staff_grading_show_question staff_grading_show_problem', 'browser', { ...old('opened'), role: 'staff' }],
  ['rubric_select', 'browser', old('interacted')],
  ['oe_show_full_feedback', 'browser', old('feedback_shown')],
  ['oe_show_respond_to_feedback', 'browser', old('opened')],
  ['oe_feedback_response_selected', 'browser', { ...old('rated'), category: 'feedback' }],
];
