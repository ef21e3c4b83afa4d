import type { Action, Category } from '#core/normalise/actions.ts';
import type { Role } from '#core/normalise/learning-event.ts';
import type { EventToken, LearnerToken, SessionToken } from '#core/pseudonymise/pseudonym.ts';

/** Raised when a column is added. Columns are only ever added. */
export const SCHEMA_VERSION = 1;

/** `timestamp`: ms since the epoch, UTC. `date`: days since the epoch. */
export type ColumnType = 'string' | 'timestamp' | 'date' | 'int32' | 'double' | 'boolean';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly meaning: string;
}

const column = <N extends string, T extends ColumnType>(name: N, type: T, meaning: string) =>
  ({ name, type, nullable: false, meaning }) as const;
const optional = <N extends string, T extends ColumnType>(name: N, type: T, meaning: string) =>
  ({ name, type, nullable: true, meaning }) as const;

/** THE SCHEMA of `events`: Parquet columns, SQL views, codebook and the Row type all come from here. `course` and `month` stand in the path only. */
export const COLUMNS = [
  column('event_id', 'string', 'Pseudonym of the event; one row per event.'),
  column('time', 'timestamp', 'When it happened, UTC, to the millisecond.'),
  column('received_on', 'date', 'UTC day on which it was first received.'),
  column('source', 'string', 'The LMS that sent it, by its configured name.'),
  column('dialect', 'string', 'The format in which it was sent.'),
  optional('course_id', 'string', 'The course, as its LMS names it; null outside any course.'),
  optional('learner', 'string', 'Pseudonym of the learner, another one in every course; null for nobody known.'),
  optional('role', 'string', 'learner, instructor or staff, where the event tells.'),
  optional('session', 'string', 'Pseudonym of the LMS session, another one in every course.'),
  column('category', 'string', 'Family of the action.'),
  column('action', 'string', 'What was done: a past-tense verb from a closed list.'),
  optional('object_type', 'string', 'Kind of thing acted upon.'),
  optional('object_id', 'string', 'The thing acted upon: a public course block, or a pseudonym.'),
  optional('object_parent', 'string', 'The thing that holds it: a public course block, or a pseudonym.'),
  optional('page', 'string', 'Path template of the page; :x for every segment that is not public vocabulary.'),
  optional('referrer', 'string', 'Path template of the page before; :other outside the course.'),
  optional('position', 'int32', 'Position within the parent, from 1.'),
  optional('duration_s', 'double', 'How long it took, in seconds.'),
  optional('score_raw', 'double', 'Points earned.'),
  optional('score_min', 'double', 'Fewest points possible.'),
  optional('score_max', 'double', 'Most points possible.'),
  optional('score_scaled', 'double', 'Share of the points, 0 to 1 (-1 to 1 where points can be negative).'),
  optional('success', 'boolean', 'Right or passed.'),
  optional('completion', 'boolean', 'Finished.'),
  optional('attempt', 'int32', 'Which attempt, from 1.'),
  optional('response', 'string', 'Identifier of the choice made in a graded item; never free text.'),
  optional('response_length', 'int32', 'Length of the text written, in characters (UTF-16 code units).'),
  optional('media_time_s', 'double', 'Where the player stood, in seconds from the start.'),
  optional('media_from_s', 'double', 'Where a seek began, in seconds.'),
  optional('media_to_s', 'double', 'Where a seek ended, in seconds.'),
  optional('media_length_s', 'double', 'Length of the recording, in seconds.'),
  optional('media_speed', 'double', 'Playback speed; 1 is normal.'),
  optional('browser', 'string', 'Family of the browser.'),
  optional('browser_major', 'int32', 'Major version of the browser.'),
  optional('os', 'string', 'Family and major version of the operating system.'),
  optional('device', 'string', 'desktop, mobile, tablet or tv.'),
  optional('screen', 'string', 'small, medium or large.'),
  optional('language', 'string', 'Primary language tag of the browser.'),
  optional('country', 'string', 'ISO 3166-1 alpha-2, only where the source sends one.'),
  column('schema_version', 'int32', 'Version of these columns.'),
  column('transform_version', 'int32', 'Version of the dialect that read the event.'),
] as const satisfies readonly Column[];

type Values = { string: string; timestamp: number; date: number; int32: number; double: number; boolean: boolean };
type ColumnOf = (typeof COLUMNS)[number];
type Cell<C extends ColumnOf> = C['nullable'] extends true ? Values[C['type']] | null : Values[C['type']];

/** Columns whose value is more than text: a row cannot be built from a raw identifier. */
interface Branded {
  readonly event_id: EventToken;
  readonly learner: LearnerToken | null;
  readonly session: SessionToken | null;
  readonly category: Category;
  readonly action: Action;
  readonly role: Role | null;
}

/** One learning event as researchers see it. */
export type Row = Branded & {
  readonly [C in ColumnOf as C['name'] extends keyof Branded ? never : C['name']]: Cell<C>;
};

export type ColumnName = ColumnOf['name'];
