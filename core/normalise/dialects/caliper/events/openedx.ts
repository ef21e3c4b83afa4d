import { type Entries, type EventType, kind } from '../event-type.ts';
import { always, ordinal, score, success } from '../facts.ts';

const weighted = score(['object/extensions/weighted_earned'], ['object/extensions/weighted_possible']);
const shown = (action: 'answer_shown' | 'hint_shown'): EventType => ({ category: 'assessment', action });
const course = (action: 'enrolled' | 'unenrolled'): EventType => ({ category: 'enrolment', action, object: kind('course') });

/**
 * What Open edX's router makes of tracking events (event-routing-backends): measures in the object's extensions, a problem as an
 * Assessment or a Frame. The same rows as from the events themselves.
 */
export const OPENEDX: Entries = [
  [
    'AssessmentEvent',
    'Submitted',
    { category: 'grade', action: 'graded', facts: [weighted] },
    { told: ['object/extensions/weighted_earned', 'object/extensions/weighted_possible'] },
  ],
  [
    'AssessmentEvent',
    'Submitted',
    {
      category: 'assessment',
      action: 'answered',
      facts: [
        score(['object/extensions/grade'], ['object/extensions/max_grade']),
        success('object/extensions/success'),
        ordinal('attempt', 'object/extensions/attempts'),
      ],
    },
    { told: ['object/extensions/max_grade', 'object/extensions/success'] },
  ],
  [
    'AssessmentItemEvent',
    'Completed',
    { category: 'completion', action: 'completed', facts: [weighted, always({ completion: true })] },
    { told: ['object/extensions/weighted_earned', 'object/extensions/course_id'] },
  ],
  ['ViewEvent', 'Viewed', shown('hint_shown'), { on: 'openedx:problem', told: ['object/extensions/module_id'] }],
  ['ViewEvent', 'Viewed', shown('answer_shown'), { on: 'openedx:problem' }],
  [
    'NavigationEvent',
    'NavigatedTo',
    { category: 'navigation', action: 'navigated', facts: [ordinal('position', 'object/extensions/target_tab')] },
    { told: ['object/extensions/current_tab', 'object/extensions/tab_count', 'object/extensions/widget_placement'] },
  ],
  // Of later releases, an enrolment is a course with a mode; of former ones, a membership.
  ['Event', 'Activated', course('enrolled'), { on: 'CourseOffering', told: ['object/extensions/mode'] }],
  ['Event', 'Deactivated', course('unenrolled'), { on: 'CourseOffering', told: ['object/extensions/mode'] }],
  ['Event', 'Activated', course('enrolled'), { on: 'Membership', told: ['object/extensions/course_id'] }],
  ['Event', 'Deactivated', course('unenrolled'), { on: 'Membership', told: ['object/extensions/course_id'] }],
];
