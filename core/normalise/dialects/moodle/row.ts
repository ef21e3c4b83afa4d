import type { JsonObject, Outcome, UnusedKeys } from '../../dialect.ts';
import { rejection } from '../../rejection.ts';
import { lifecycleOf } from './lifecycle.ts';
import { idIn, whole } from './numbers.ts';
import { readOther } from './other.ts';
import type { Sent } from './sent.ts';
import { meaningOf, toldOf } from './told.ts';
import { tellUnused } from './unused.ts';

/** `\mod_quiz\event\attempt_started`; exports of MySQL's client double the backslashes. */
const EVENT_NAME = /^\\{0,2}([a-z][a-z0-9_]{0,99})\\{1,2}event\\{1,2}([a-z][a-z0-9_]{0,99})$/i;

const MODULE_LEVEL = '70';
const LATEST_SECOND = 100_000_000_000;

/** A row of the table `logstore_standard_log`. */
export function readRow(item: JsonObject, unused: UnusedKeys): Outcome {
  const named = typeof item['eventname'] === 'string' ? EVENT_NAME.exec(item['eventname']) : null;
  if (named === null) return rejection('missing_event_type', 'eventname');
  const [, component = '', event = ''] = named;
  const id = whole(item['id']);
  if (id === null || id === 'invalid') return rejection('invalid_field', 'id');
  const second = whole(item['timecreated']);
  if (second === null || second === 'invalid' || second.startsWith('-') || Number(second) > LATEST_SECOND) {
    return rejection('invalid_field', 'timecreated');
  }
  // FROZEN FOR EVER: the row's number and its second.
  const identity = { form: 'row', value: `${id}:${second}`, coarse: false } as const;
  const course = whole(item['courseid']);
  if (course === 'invalid' || course?.startsWith('-') === true) return rejection('invalid_course_id', 'courseid', identity);
  for (const field of ['userid', 'relateduserid', 'realuserid']) {
    if (whole(item[field]) === 'invalid') return rejection('invalid_actor', field, identity);
  }
  const other = readOther(item['other']);
  const user = idIn(item['userid']);
  const real = idIn(item['realuserid']);
  const sent: Sent = {
    component: component.toLowerCase(),
    event: event.toLowerCase(),
    verb: null,
    user,
    related: idIn(item['relateduserid']),
    disguised: real !== null && real !== user,
    anonymous: whole(item['anonymous']) === '1',
    course: course === null || course === '0' || course === SITE ? null : course,
    module: moduleIn(item, component),
    objectId: item['objecttable'] === 'user' ? null : idIn(item['objectid']),
    other: other ?? {},
  };
  tellUnused(item, other, meaningOf(sent).entry, unused);
  const time = Number(second) * 1_000;
  return toldOf(sent, identity, time, lifecycleOf(sent, time));
}

/** Every Moodle site is its own first course. */
export const SITE = '1';

/** The instance of a context is a course module at its level only: at another it is a course, or a person. */
function moduleIn(item: JsonObject, component: string): string | null {
  const level = whole(item['contextlevel']);
  const isModule = level === MODULE_LEVEL || (level === null && component.startsWith('mod_'));
  return isModule ? idIn(item['contextinstanceid']) : null;
}
