import type { Action } from '../../../actions.ts';
import { affectedOrActing } from '../about.ts';
import type { Entries, EventType } from '../event-type.ts';
import { kind } from '../things.ts';

const course = kind('course');

// In a batch, staff act; the row is about whom they enrol.
const enrolment = (action: Action): EventType => ({ category: 'enrolment', action, object: course, about: affectedOrActing() });
// Offers and buttons. The enrolment that follows is told by the server.
const offer = (action: Action): EventType => ({ category: 'enrolment', action, object: course });

/** Joining and leaving courses, and the track that is taken. */
export const ENROLMENT: Entries = [
  ['edx.course.enrollment.activated', 'server', enrolment('enrolled')],
  ['edx.course.enrollment.deactivated', 'server', enrolment('unenrolled')],
  ['edx.course.enrollment.mode_changed', 'server', enrolment('enrolment_changed')],
  ['edx.course.enrollment.upgrade.succeeded', 'server', offer('enrolment_changed')],
  ['edx.course.enrollment.upgrade.clicked edx.course.upgrade.hero.clicked', 'browser', offer('clicked')],
  ['edx.bi.course.upgrade.sidebarupsell.clicked edx.bi.course.upgrade.hero.clicked', 'browser', offer('clicked')],
  ['edx.bi.course.upgrade.sidebarupsell.displayed edx.bi.course.upgrade.hero.displayed', 'browser', offer('loaded')],
];
