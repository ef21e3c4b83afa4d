import type { Action } from '../../../actions.ts';
import type { Entries, EventType, Fact, Sent } from '../event-type.ts';
import { MOST_ORDINAL, numberIn } from '../facts.ts';
import { block, kind, linked } from '../things.ts';

const sequence = block('sequential', 'id');

/**
 * The unit to which a move within a sequence led, from 1. The log shape has it as `new`; the emission has only where it began, so it is
 * worked out: one on, one back, or the tab that was chosen. A move out of the sequence leads to no unit of it.
 */
function unit(step: number): Fact {
  return {
    uses: ['new', 'old', 'target_tab', 'current_tab', 'tab_count'],
    read: ({ fields }, facts) => {
      const to = numberIn(fields['new']) ?? numberIn(fields['target_tab']) ?? (step === 0 ? null : stepped(fields, step));
      if (to !== null && Number.isInteger(to) && to >= 1 && to <= MOST_ORDINAL) facts.position = to;
    },
  };
}

function stepped(fields: Sent['fields'], step: number): number | null {
  const from = numberIn(fields['current_tab']);
  const to = from === null ? null : from + step;
  const last = numberIn(fields['tab_count']);
  return to === null || (last !== null && to > last) ? null : to;
}

const move = (step: number): EventType => ({ category: 'navigation', action: 'navigated', object: sequence, facts: [unit(step)] });
const follow = (action: Action, path: string): EventType => ({ category: 'navigation', action, object: linked('page', path) });
const control = (action: Action, thing: string): EventType => ({ category: 'navigation', action, object: kind(thing) });

/** Moving within a course: sequences, outline, links, the course's home. */
export const NAVIGATION: Entries = [
  ['edx.ui.lms.sequence.next_selected seq_next', 'browser', move(1)],
  ['edx.ui.lms.sequence.previous_selected seq_prev', 'browser', move(-1)],
  ['edx.ui.lms.sequence.tab_selected seq_goto', 'browser', move(0)],
  ['edx.ui.lms.link_clicked', 'browser', follow('clicked', 'target_url')],
  ['edx.ui.lms.outline.selected edx.ui.lms.sequence.outline.selected', 'browser', follow('navigated', 'target_url')],
  ['edx.ui.lms.jump_nav.selected', 'browser', { category: 'navigation', action: 'navigated', object: block('page', 'id') }],
  ['page_close', 'browser', { category: 'navigation', action: 'left' }],
  ['edx.course.home.resume_course.clicked', 'browser', follow('clicked', 'url')],
  ['edx.course.home.course_update.toggled', 'browser', control('interacted', 'update')],
  ['edx.course.tool.accessed', 'browser', control('clicked', 'tool')],
];
