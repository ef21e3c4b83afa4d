import type { EventIdentity } from './learning-event.ts';

/**
 * Why a line gave no row although it should have: by code, each with one sentence that says what is wrong and what to do.
 * Sentences are constants: nothing of the input is ever quoted.
 */
export const REJECTIONS = {
  malformed_json: 'The item is not valid JSON; send one JSON object per event.',
  not_an_object: 'The item is JSON but not an object; send one JSON object per event.',
  truncated_line: 'The line ends in the middle of a JSON object; raise the line limit of the log shipper and send it again.',
  line_too_long: 'The line is longer than 1 MiB; send the event without its bulk, and a large JSON array as one event a line.',
  too_deep: 'The item nests deeper than 64 levels; flatten it.',
  invalid_utf8: 'The line is not valid UTF-8; convert the file to UTF-8.',
  unknown_dialect: 'The item is of no known dialect; name the dialect or see docs/native.md for one that any LMS can send.',
  unknown_version: 'The event is of a version of its format that is not read here; send one of the versions in the documentation.',
  unreadable_event: 'The event has something in it that its dialect stumbles over; it is kept, and replay reads it after an upgrade.',
  missing_event_type: 'The event has no event type; send the field that names it.',
  breaks_specification:
    'The item breaks the rules of its specification, which this source is held to; correct the field, or make the source lenient.',
  duplicate_id: 'Another item of the same request has this id; give each its own, or send it once.',
  incomplete_statement:
    'The xAPI statement lacks its actor, its verb (with an id) or its object; send all three (xAPI 1.0.3, part two, 2.3).',
  invalid_time: 'The event time is not an ISO 8601 date-time with a time zone; send it as 2026-01-31T12:00:00.000Z.',
  time_out_of_range: 'The event time is before 2000 or more than 24 hours after its receipt; correct the clock of the sender.',
  course_id_too_long: 'The course id is longer than 255 bytes; use a shorter one.',
  invalid_course_id: 'The course id has characters that no course id of this platform can have; correct it.',
  invalid_actor: 'The person is named by something that is neither text nor a safe whole number; send the id as text.',
  malformed_csv:
    'The row of the CSV file has more or fewer fields than its header, or a quote that is never closed; export the file again (RFC 4180).',
  unknown_csv_header: 'The first line of the CSV file names no columns of a known table or report; export it with its header row.',
  unknown_report_language:
    'The report in JSON has an event title that is neither English nor French as known here; download it as CSV, in English or French.',
  missing_time_zone:
    'The report tells times without a time zone; name it: sillage ingest --time-zone Europe/Paris, or time_zone of the source.',
  unknown_time_zone: 'The declared time zone is none of the IANA database; write it as in Europe/Paris.',
  invalid_local_time: 'The time of the report is in none of the known forms; download the report in English or French.',
  invalid_field: 'A field has a value of the wrong type or out of its range; compare the event with the published JSON Schema.',
} as const;

export type RejectionCode = keyof typeof REJECTIONS;

/** Why a line rightly gives no row. */
export const DROPS = {
  blank: 'An empty line.',
  denied_type: 'A kind of record that says nothing about learning: static assets, heartbeats, machinery.',
  acted_as_another: 'Somebody who was logged in as this person did it: no act of their own.',
  not_for_research: 'A right of the learner stands against it.',
} as const;

export type DropReason = keyof typeof DROPS;

/** Which event it would be, where its dialect got so far: a replay takes out the row that it gave before. */
interface Identified {
  readonly identity?: EventIdentity;
}

export interface Rejection extends Identified {
  readonly kind: 'rejection';
  readonly code: RejectionCode;
  /** The field at fault as a path of the dialect's own vocabulary, never the sender's text. */
  readonly at?: string;
}

export interface Drop extends Identified {
  readonly kind: 'drop';
  readonly reason: DropReason;
}

export function rejection(code: RejectionCode, at?: string, identity?: EventIdentity): Rejection {
  return { kind: 'rejection', code, ...(at === undefined ? {} : { at }), ...(identity === undefined ? {} : { identity }) };
}

export function drop(reason: DropReason, identity?: EventIdentity): Drop {
  return { kind: 'drop', reason, ...(identity === undefined ? {} : { identity }) };
}

/** The sentence for a person to read, with the field's name where it is known. */
export function explain(fault: Rejection): string {
  return fault.at === undefined ? REJECTIONS[fault.code] : `${REJECTIONS[fault.code]} (field: ${fault.at})`;
}
