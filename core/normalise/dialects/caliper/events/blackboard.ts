import type { Action } from '../../../actions.ts';
import { affected, type Entries, type EventType, kind } from '../event-type.ts';
import { score } from '../facts.ts';

const tool = (action: Action): EventType => ({ category: 'content', action });
const content = (action: Action): EventType => ({ category: 'made, by object', action });

/** Types that Blackboard Learn adds to Caliper. */
export const BLACKBOARD: Entries = [
  ['LTIEvent LtiEvent', 'Launched Viewed NavigatedTo', tool('opened')],
  ['LTIEvent LtiEvent', 'Returned', tool('closed')],
  ['ContentEvent', 'Created Uploaded Copied', content('created')],
  ['ContentEvent', 'Modified Updated', content('updated')],
  ['ContentEvent', 'Deleted', content('deleted')],
  // Told every night of each total that changed.
  [
    'CalculatedGradeSnapshotEvent',
    'Graded',
    {
      category: 'grade',
      action: 'graded',
      object: kind('course'),
      about: affected('object/user', 'user', 'object/assignee'),
      facts: [score(['object/score'], ['object/maxScore', 'object/possibleScore'])],
    },
  ],
];
