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
  ['edx.drag_and_drop_v2.loaded', 'server', dragged('loaded')],
  ['edx.drag_and_drop_v2.item.picked_up', 'server', dragged('interacted')],
  // One move of many: the attempt as a whole is told by its score.
  ['edx.drag_and_drop_v2.item.dropped', 'server', dragged('interacted', flag('is_correct', 'success'))],
  ['edx.drag_and_drop_v2.feedback.opened', 'server', dragged('feedback_shown')],
  ['edx.drag_and_drop_v2.feedback.closed', 'server', dragged('closed')],

  ['xblock.problem_builder.submitted xblock.mentoring.submitted', 'server', built('answered', ...attempt)],
  ['xblock.problem_builder.assessment.submitted xblock.mentoring.assessment.submitted', 'server', built('answered', ...attempt)],
  ['xblock.problem_builder.assessment.shown xblock.mentoring.assessment.shown', 'server', built('opened')],
  ['xblock.problem_builder.assessment.review xblock.mentoring.assessment.review', 'server', built('feedback_shown')],
  ['xblock.problem_builder.feedback.opened xblock.mentoring.feedback.opened', 'server', built('feedback_shown')],
  ['xblock.problem_builder.feedback.closed xblock.mentoring.feedback.closed', 'server', built('closed')],

  ['ubc.peer_instruction.accessed', 'server', of('assessment', 'opened', 'ubcpi')],
  // Answered twice by design: alone, then after reading what others wrote.
  [
    'ubc.peer_instruction.original_submitted',
    'server',
    of('assessment', 'answered', 'ubcpi', lengthOf('rationale'), always({ attempt: 1 })),
  ],
  [
    'ubc.peer_instruction.revised_submitted',
    'server',
    of('assessment', 'answered', 'ubcpi', lengthOf('rationale'), always({ attempt: 2 })),
  ],

  // Polls and surveys: that they happened, and no more.
  ['xblock.poll.submitted', 'server', of('feedback', 'responded', 'poll')],
  ['xblock.survey.submitted', 'server', of('feedback', 'responded', 'survey')],
  ['xblock.poll.view_results', 'server', of('feedback', 'viewed', 'poll')],
  ['xblock.survey.view_results', 'server', of('feedback', 'viewed', 'survey')],
  // The browser's summary of the three that follow.
  ['edx.feedbackxblock.submitted', 'browser', of('feedback', 'clicked', 'feedback')],
  ['edx.feedbackxblock.likert_provided', 'server', of('feedback', 'rated', 'feedback')],
  ['edx.feedbackxblock.freeform_provided', 'server', of('feedback', 'responded', 'feedback')],
  ['edx.feedbackxblock.nothing_provided', 'server', of('feedback', 'interacted', 'feedback')],

  ['xblock.image-explorer.loaded', 'server', image('loaded')],
  ['xblock.image-explorer.hotspot.opened', 'server', image('opened')],
  ['xblock.image-explorer.hotspot.closed', 'server', image('closed', seconds('duration', 'duration_s'))],

  ['mit.recommender.hideShow mit.recommender.hover', 'browser', recommended('interacted')],
  ['mit.recommender.pagination mit.recommender.backToView', 'browser', recommended('navigated')],
  ['mit.recommender.clickResource', 'browser', recommended('clicked')],
  ['mit.recommender.exportResource', 'browser', recommended('downloaded')],
  ['mit.recommender.importResource mit.recommender.addResource', 'browser', recommended('created')],
  ['mit.recommender.editResource', 'browser', recommended('edited')],
  ['mit.recommender.removeResource', 'browser', recommended('deleted')],
  ['mit.recommender.flagResource', 'browser', recommended('reported')],
  ['mit.recommender.endorseResource', 'browser', recommended('endorsed')],
  ['mit.recommender.arrowUp mit.recommender.arrowDown', 'browser', recommended('rated')],
];
