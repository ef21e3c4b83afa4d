import type { Entries, EventType } from './event-type.ts';
import { ACCOUNT } from './events/account.ts';
import { ANNOTATION } from './events/annotation.ts';
import { BLOCKS } from './events/blocks.ts';
import { CERTIFICATE } from './events/certificate.ts';
import { COMPLETION } from './events/completion.ts';
import { CONTENT } from './events/content.ts';
import { COURSE_TEAM } from './events/course-team.ts';
import { ENROLMENT } from './events/enrolment.ts';
import { EXAM } from './events/exam.ts';
import { FORUM } from './events/forum.ts';
import { GRADES } from './events/grades.ts';
import { MOBILE } from './events/mobile.ts';
import { NAVIGATION } from './events/navigation.ts';
import { OPEN_RESPONSE } from './events/open-response.ts';
import { PROBLEM } from './events/problem.ts';
import { SEARCH } from './events/search.ts';
import { SOCIAL } from './events/social.ts';
import { VIDEO } from './events/video.ts';
import { type Uses, usesOf } from './unused.ts';

interface Entry {
  readonly type: EventType;
  readonly uses: Uses;
  /** Where the browser's line of the same act means something else. */
  readonly fromBrowser: { readonly type: EventType; readonly uses: Uses } | null;
}

const GROUPS: readonly Entries[] = [
  ACCOUNT,
  ANNOTATION,
  BLOCKS,
  CERTIFICATE,
  COMPLETION,
  CONTENT,
  COURSE_TEAM,
  ENROLMENT,
  EXAM,
  FORUM,
  GRADES,
  MOBILE,
  NAVIGATION,
  OPEN_RESPONSE,
  PROBLEM,
  SEARCH,
  SOCIAL,
  VIDEO,
];

/** Every event type that has a meaning here, by each of its names. */
export const EVENT_TYPES: ReadonlyMap<string, Entry> = compile(GROUPS);

/** A plugin's event, or one newer than this table: it happened, and nothing else is told. */
export const UNKNOWN: Entry = { type: { category: 'other', action: 'other' }, uses: new Map(), fromBrowser: null };

function compile(groups: readonly Entries[]): Map<string, Entry> {
  const table = new Map<string, Entry>();
  for (const [names, type] of groups.flat()) {
    const { fromBrowser } = type;
    const entry = {
      type,
      uses: usesOf(type),
      fromBrowser: fromBrowser === undefined ? null : { type: fromBrowser, uses: usesOf(fromBrowser) },
    };
    for (const name of names.split(/\s+/)) {
      if (table.has(name)) throw new Error(`event type stands twice: ${name}`);
      table.set(name, entry);
    }
  }
  return table;
}
