import type { ColumnName } from '#core/dataset/columns.ts';
import { ACTIONS, CATEGORIES } from '#core/normalise/actions.ts';

/** What the schema does not say of a column. */
export interface Note {
  /** What it may hold, beyond its type. */
  readonly values: string;
  /** What keeps persons out of it. */
  readonly protection: string;
}

const note = (values: string, protection: string): Note => ({ values, protection });
const closed = (values: Readonly<Record<string, unknown>>): Note => note(Object.keys(values).join(', '), CLOSED);

const CLOSED = 'closed list';
const NUMBER = 'a number, kept within its range';
const TRUTH = 'true or false';
const OURS = 'written by sillage';
const TOKEN = '26 characters of a-z and 2-7 after';
const FAMILY = 'family only, from a closed list; never the user agent';

/** By the compiler, one for each column. */
export const NOTES: Readonly<Record<ColumnName, Note>> = {
  event_id: note(`${TOKEN} e1`, 'keyed token, scope: source'),
  time: note('2000-01-01 to a day after it was received', 'kept, to the millisecond'),
  received_on: note('a day', OURS),
  source: note('a name from the settings', OURS),
  dialect: note('a dialect of this codebook', OURS),
  course_id: note('text of at most 255 bytes', 'kept: a course is public'),
  learner: note(`${TOKEN} p1`, 'keyed token of a random salt, scope: course; no name, number or address'),
  role: note('learner, instructor, staff', CLOSED),
  session: note(`${TOKEN} s1`, 'keyed token, scope: learner and course'),
  category: closed(CATEGORIES),
  action: closed(ACTIONS),
  object_type: note('a word', "closed list, or a block's type within its grammar"),
  object_id: note(
    `a public id, or ${TOKEN} o1`,
    'public course material within its grammar as it is; all else a keyed token, scope: course',
  ),
  object_parent: note(`a public id, or ${TOKEN} o1`, 'as object_id'),
  page: note('a path', 'allow-list of segments and parameters; everything else is :x'),
  referrer: note('a path', 'as page; outside the course :other'),
  position: note('from 1', NUMBER),
  duration_s: note('from 0', NUMBER),
  score_raw: note('', NUMBER),
  score_min: note('', NUMBER),
  score_max: note('', NUMBER),
  score_scaled: note('-1 to 1', NUMBER),
  success: note('', TRUTH),
  completion: note('', TRUTH),
  attempt: note('from 1', NUMBER),
  response: note(
    'identifiers of choices, with commas',
    'allow-list: choices of graded items, within their grammar; never text, never of polls',
  ),
  response_length: note('from 0', 'length only; never the text'),
  media_time_s: note('from 0', NUMBER),
  media_from_s: note('from 0', NUMBER),
  media_to_s: note('from 0', NUMBER),
  media_length_s: note('more than 0', NUMBER),
  media_speed: note('0 to 16', NUMBER),
  browser: note('as Chrome, Firefox', FAMILY),
  browser_major: note('a whole number', 'major version only'),
  os: note('as Windows 10, iOS 18', `${FAMILY}; major version only`),
  device: note('desktop, mobile, tablet, tv', 'class only'),
  screen: note('small, medium, large', 'class of the width only'),
  language: note('as fr, en', 'primary tag only'),
  country: note('two letters', 'only where the source sends one; never from an address'),
  schema_version: note('a whole number', OURS),
  transform_version: note('a whole number', OURS),
};
