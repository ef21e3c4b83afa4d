import { affectedOrActing } from '../about.ts';
import type { Entries, EventType, Fact } from '../event-type.ts';
import { always, flag, numberIn } from '../facts.ts';
import { block, kind, module } from '../things.ts';

/** 1 is complete, less is not. */
const fraction = (path: string): Fact => ({
  uses: [path],
  read: ({ fields }, facts) => {
    const value = numberIn(fields[path]);
    if (value !== null && value >= 0 && value <= 1) facts.completion = value === 1;
  },
});

const learner = affectedOrActing();
const aggregate: EventType = { category: 'completion', action: 'progressed', object: block('block', 'block_id'), about: learner };
const progressed: EventType = { ...aggregate, facts: [fraction('percent')] };
const completed: EventType = { ...aggregate, action: 'completed', facts: [always({ completion: true })] };

const pressed: EventType = { category: 'completion', action: 'clicked', object: kind('done') };

/** What was finished: blocks, sections, courses. */
export const COMPLETION: Entries = [
  [
    'edx.completion.block_completion.changed',
    'server',
    { ...aggregate, action: { uses: 'completion', is: { 1: 'completed' }, otherwise: 'progressed' }, facts: [fraction('completion')] },
  ],
  [
    `edx.completion_aggregator.progress.course edx.completion_aggregator.progress.chapter edx.completion_aggregator.progress.sequential
     edx.completion_aggregator.progress.vertical openedx.completion_aggregator.progress.course
     openedx.completion_aggregator.progress.chapter openedx.completion_aggregator.progress.sequential
     openedx.completion_aggregator.progress.vertical`,
    'server',
    progressed,
  ],
  [
    `edx.completion_aggregator.completion.course edx.completion_aggregator.completion.chapter
     edx.completion_aggregator.completion.sequential edx.completion_aggregator.completion.vertical
     openedx.completion_aggregator.completion.course openedx.completion_aggregator.completion.chapter
     openedx.completion_aggregator.completion.sequential openedx.completion_aggregator.completion.vertical`,
    'server',
    completed,
  ],
  ['edx.completion.aggregator.started', 'server', { ...progressed, facts: [always({ completion: false })] }],
  ['edx.completion.aggregator.completed', 'server', completed],
  ['edx.course.completed', 'server', { ...completed, object: kind('course') }],
  // Browser and server both tell of it, with the same payload: the server's line counts.
  [
    'edx.done.toggled',
    'server browser',
    {
      category: 'completion',
      action: { uses: 'done', is: { false: 'reset' }, otherwise: 'completed' },
      object: module('done'),
      facts: [flag('done', 'completion')],
      fromBrowser: pressed,
    },
  ],
];
