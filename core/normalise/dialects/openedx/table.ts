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
  /** Pages and apps (`browser`, `mobile`) that may tell of it; the server always may. */
  readonly writers: ReadonlySet<string>;
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
export const UNKNOWN: Entry = { type: { category: 'other', action: 'other' }, writers: new Set(), uses: new Map(), fromBrowser: null };

/**
 * What an event means: by its newer name, which says more precisely what happened, where both are known. A type that its writer cannot
 * know of means nothing.
 *
 * @param writer the event's source; null where it does not tell
 */
export function entryOf(name: string, legacyName: string, writer: string | null): Entry {
  const entry = EVENT_TYPES.get(name) ?? EVENT_TYPES.get(legacyName) ?? UNKNOWN;
  return isServer(writer) || entry.writers.has(writer) ? entry : UNKNOWN;
}

/** The platform itself or a task of it; also where nobody is named: what the event bus emits of the server's has no source. */
export function isServer(writer: string | null): writer is 'server' | 'task' | null {
  return writer === null || writer === 'server' || writer === 'task';
}

function compile(groups: readonly Entries[]): Map<string, Entry> {
  const table = new Map<string, Entry>();
  for (const [names, writers, type] of groups.flat()) {
    const { fromBrowser } = type;
    if (writers !== 'server' && (type.about ?? fromBrowser?.about) !== undefined)
      throw new Error(`a page would tell about others: ${names}`);
    const entry = {
      type,
      writers: new Set(writers.split(' ')),
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
