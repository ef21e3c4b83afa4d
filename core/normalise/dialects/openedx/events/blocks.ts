import type { Action } from '../../../actions.ts';
import type { Entries, EventType, Fact } from '../event-type.ts';
import { always, flag, lengthOf, ordinal, points, seconds } from '../facts.ts';
import { firstOf, kind, module, token } from '../things.ts';

const of = (category: EventType['category'], action: Action, block: string, ...facts: readonly Fact[]): EventType => ({
  category,
  action,
  object: firstOf(module(block), kind(block)),
  facts,
});

const dragged = (action: Action, ...facts: readonly Fact[]) => of('assessment', action, 'drag-and-drop-v2', ...facts);
const built = (action: Action, ...facts: readonly Fact[]) => of('assessment', action, 'problem-builder', ...facts);
const recommended = (action: Action) => of('content', action, 'recommender');
const image = (action: Action, ...facts: readonly Fact[]): EventType => ({
  category: 'content',
  action,
  object: firstOf(token('hotspot', 'item_id'), module('image-explorer'), kind('image-explorer')),
  parent: module('image-explorer'),
  facts,
});

const attempt: readonly Fact[] = [ordinal('num_attempts', 'attempt'), points('grade', 'score_raw')];

/** Blocks that come with many installations: each names itself in the context. */
export const BLOCKS: Entries = [
  ['edx.drag_and_drop_v2.loaded', dragged('loaded')],
  ['edx.drag_and_drop_v2.item.picked_up', dragged('interacted')],
  // One move of many: the attempt as a whole is told by its score.
  ['edx.drag_and_drop_v2.item.dropped', dragged('interacted', flag('is_correct', 'success'))],
  ['edx.drag_and_drop_v2.feedback.opened', dragged('feedback_shown')],
  ['edx.drag_and_drop_v2.feedback.closed', dragged('closed')],

  ['xblock.problem_builder.submitted xblock.mentoring.submitted', built('answered', ...attempt)],
  ['xblock.problem_builder.assessment.submitted xblock.mentoring.assessment.submitted', built('answered', ...attempt)],
  ['xblock.problem_builder.assessment.shown xblock.mentoring.assessment.shown', built('opened')],
  ['xblock.problem_builder.assessment.review xblock.mentoring.assessment.review', built('feedback_shown')],
  ['xblock.problem_builder.feedback.opened xblock.mentoring.feedback.opened', built('feedback_shown')],
  ['xblock.problem_builder.feedback.closed xblock.mentoring.feedback.closed', built('closed')],

  ['ubc.peer_instruction.accessed', of('assessment', 'opened', 'ubcpi')],
  // Answered twice by design: alone, then after reading what others wrote.
  ['ubc.peer_instruction.original_submitted', of('assessment', 'answered', 'ubcpi', lengthOf('rationale'), always({ attempt: 1 }))],
  ['ubc.peer_instruction.revised_submitted', of('assessment', 'answered', 'ubcpi', lengthOf('rationale'), always({ attempt: 2 }))],

  // Polls and surveys: that they happened, and no more.
  ['xblock.poll.submitted', of('feedback', 'responded', 'poll')],
  ['xblock.survey.submitted', of('feedback', 'responded', 'survey')],
  ['xblock.poll.view_results', of('feedback', 'viewed', 'poll')],
  ['xblock.survey.view_results', of('feedback', 'viewed', 'survey')],
  // The browser's summary of the three that follow.
  ['edx.feedbackxblock.submitted', of('feedback', 'clicked', 'feedback')],
  ['edx.feedbackxblock.likert_provided', of('feedback', 'rated', 'feedback')],
  ['edx.feedbackxblock.freeform_provided', of('feedback', 'responded', 'feedback')],
  ['edx.feedbackxblock.nothing_provided', of('feedback', 'interacted', 'feedback')],

  ['xblock.image-explorer.loaded', image('loaded')],
  ['xblock.image-explorer.hotspot.opened', image('opened')],
  ['xblock.image-explorer.hotspot.closed', image('closed', seconds('duration', 'duration_s'))],

  ['mit.recommender.hideShow mit.recommender.hover', recommended('interacted')],
  ['mit.recommender.pagination mit.recommender.backToView', recommended('navigated')],
  ['mit.recommender.clickResource', recommended('clicked')],
  ['mit.recommender.exportResource', recommended('downloaded')],
  ['mit.recommender.importResource mit.recommender.addResource', recommended('created')],
  ['mit.recommender.editResource', recommended('edited')],
  ['mit.recommender.removeResource', recommended('deleted')],
  ['mit.recommender.flagResource', recommended('reported')],
  ['mit.recommender.endorseResource', recommended('endorsed')],
  ['mit.recommender.arrowUp mit.recommender.arrowDown', recommended('rated')],
];
