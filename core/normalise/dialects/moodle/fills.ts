import type { Fills } from '#core/codebook/fills.ts';

/** Columns of the table; a report tells the same in its Description. */
export const MOODLE_FILLS: Fills = {
  event_id: 'id and timecreated; of a report the time and Description',
  time: 'timecreated; Time of a report, in its declared time zone',
  course_id: 'courseid',
  learner: 'userid; relateduserid where something was done to somebody',
  role: 'eventname',
  category: 'eventname',
  action: 'eventname',
  object_type: 'eventname',
  object_id: 'contextinstanceid of an activity; else objectid',
  object_parent: 'contextinstanceid; other: the discussion',
  score_raw: 'other.finalgrade, cmivalue',
  success: 'other.completionstate',
  completion: 'eventname; other.completionstate',
  response_length: 'other.q, searchterm: length only',
};
