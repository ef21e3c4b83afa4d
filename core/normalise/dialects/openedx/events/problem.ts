import type { Action } from '../../../actions.ts';
import { affected, learnerNamed } from '../about.ts';
import { answer } from '../answer.ts';
import type { Entries, EventType, Fact } from '../event-type.ts';
import { always, flag, ordinal, ordinalFromZero, score } from '../facts.ts';
import { block, firstOf, formProblem, module } from '../things.ts';

const problem = firstOf(block('problem', 'problem_id', 'problem'), module('problem'));
const RIGHT = { correct: true, incorrect: false } as const;

// A press of Submit, Save, Reset or Show answer, as the page tells it. What came of it is the server's to tell, in an event of its own:
// so whoever counts `answered` (or `saved`, `reset`, `answer_shown`) counts each act once.
const pressed: EventType = { category: 'assessment', action: 'clicked', object: firstOf(block('problem', 'problem'), formProblem) };

const act = (action: Action, ...facts: readonly Fact[]): EventType => ({ category: 'assessment', action, object: problem, facts });

const answered = act('answered', score('grade', 'max_grade'), flag('success', 'success', RIGHT), ordinal('attempts', 'attempt'), answer);

// Staff did it to a learner's state; the row is about her, and says nothing of what she did.
const toLearner = (type: EventType): EventType => ({ ...type, object: problem, about: learnerNamed('student') });

/** Problems (capa): answers, saves, resets, hints. */
export const PROBLEM: Entries = [
  ['problem_check', 'server browser', { ...answered, fromBrowser: pressed }],
  // The server's own name for it, before October 2013.
  ['save_problem_check', 'server', answered],
  // The page was given the marked problem: once more the same attempt.
  ['problem_graded', 'browser', { category: 'assessment', action: 'feedback_shown', object: formProblem }],
  ['problem_reset problem_save problem_show', 'browser', pressed],
  ['showanswer', 'server', act('answer_shown')],
  ['reset_problem', 'server', act('reset')],
  ['save_problem_success', 'server', act('saved')],
  // Refused by the server: closed, or not reset before. Nothing was answered.
  ['problem_check_fail save_problem_check_fail reset_problem_fail save_problem_fail', 'server', act('interacted')],

  [
    'problem_rescore',
    'server',
    toLearner({
      category: 'grade',
      action: 'rescored',
      facts: [score('new_score', 'new_total'), flag('success', 'success', RIGHT), ordinal('attempts', 'attempt')],
    }),
  ],
  ['problem_rescore_fail', 'server', toLearner({ category: 'administration', action: 'requested' })],
  ['problem_reset_attempts', 'server', toLearner({ category: 'administration', action: 'reset' })],
  ['problem_delete_state', 'server', toLearner({ category: 'administration', action: 'deleted' })],

  [
    'edx.problem.hint.demandhint_displayed',
    'server',
    {
      category: 'assessment',
      action: 'hint_shown',
      object: firstOf(block('problem', 'module_id'), module('problem')),
      facts: [ordinalFromZero('hint_index', 'position')],
    },
  ],
  [
    'edx.problem.hint.feedback_displayed',
    'server',
    {
      category: 'assessment',
      action: 'feedback_shown',
      object: firstOf(block('problem', 'module_id'), module('problem')),
      facts: [flag('correctness', 'success')],
    },
  ],
  [
    'edx.problem.completed',
    'server',
    {
      category: 'completion',
      action: 'completed',
      object: problem,
      about: affected(),
      facts: [score('weighted_earned', 'weighted_possible'), always({ completion: true })],
    },
  ],
];
