import { canvasUrn } from '../canvas/ids.ts';
import { COURSE_USES } from './course.ts';
import { at, type Entries, type EventType, type Only } from './event-type.ts';
import { ASSESSMENT } from './events/assessment.ts';
import { BLACKBOARD } from './events/blackboard.ts';
import { CANVAS } from './events/canvas.ts';
import { FEEDBACK } from './events/feedback.ts';
import { FORUM } from './events/forum.ts';
import { GENERIC } from './events/generic.ts';
import { GRADE } from './events/grade.ts';
import { MEDIA } from './events/media.ts';
import { OPENEDX } from './events/openedx.ts';
import { READING } from './events/reading.ts';
import { RESOURCE } from './events/resource.ts';
import { PERSON_USES } from './person.ts';
import { idOf, member, type Path, pathOf, type Sent, typeOf } from './sent.ts';
import { SESSION_USES } from './session.ts';
import { blockIn } from './things.ts';
import { type Uses, usesTree } from './unused.ts';

export interface Entry {
  readonly type: EventType;
  readonly uses: Uses;
  readonly on: ReadonlySet<string> | null;
  readonly told: readonly Path[] | null;
}

/** Conditions come first; of several the one that stands first. */
const GROUPS: readonly Entries[] = [OPENEDX, CANVAS, BLACKBOARD, ASSESSMENT, GRADE, MEDIA, FORUM, READING, FEEDBACK, RESOURCE, GENERIC];

/** What is read of every event. */
const COMMON: readonly string[] = [
  ...'@context id type action eventTime object/id object/type edApp/id membership/roles membership/type referrer/id navigatedFrom/id'.split(
    ' ',
  ),
  'extensions/com.instructure.canvas/user_agent',
  ...PERSON_USES.map((use) => `actor/${use}`),
  ...COURSE_USES,
  ...SESSION_USES,
];

/** Every type and action that has a meaning here: `MediaEvent Paused`, `* Viewed`. */
export const EVENT_TYPES: ReadonlyMap<string, readonly Entry[]> = compile(GROUPS);

/** A type of somebody's own, or one newer than this table: it happened, and nothing else is told. */
const UNKNOWN: Entry = entry({ category: 'other', action: 'other' }, {});

/** What an event means: by its type and action, else by its action alone. */
export function entryOf(type: string | null, action: string | null, sent: Sent): Entry {
  if (action === null) return UNKNOWN;
  return matching(`${type} ${action}`, sent) ?? matching(`* ${action}`, sent) ?? UNKNOWN;
}

function matching(key: string, sent: Sent): Entry | null {
  for (const each of EVENT_TYPES.get(key) ?? []) {
    const on = each.on === null || wordsFor(sent).some((word) => each.on?.has(word));
    const told = each.told === null || each.told.some((path) => (member(sent.event, path) ?? null) !== null);
    if (on && told) return each;
  }
  return null;
}

const MOODLE = /\/mod\/[a-z]+\/view\.php\?/;

function wordsFor(sent: Sent): readonly string[] {
  const object = sent.event['object'];
  const id = idOf(object);
  const urn = canvasUrn(id);
  const block = id === null ? null : blockIn(id, sent);
  const moodle = id !== null && MOODLE.test(id) ? 'moodle:activity' : '';
  return [moodle, typeOf(object) ?? '', urn === null ? '' : `canvas:${urn.kind}`, block === null ? '' : `openedx:${block.type}`];
}

function compile(groups: readonly Entries[]): Map<string, Entry[]> {
  const table = new Map<string, Entry[]>();
  for (const [types, actions, type, only] of groups.flat()) {
    const made = entry(type, only ?? {});
    for (const typeName of types.split(/\s+/)) {
      for (const action of actions.split(/\s+/)) {
        const key = `${typeName} ${action}`;
        const known = table.get(key) ?? [];
        const plain = known.some(({ on, told }) => on === null && told === null);
        if (only === undefined && plain) throw new Error(`event type stands twice: ${key}`);
        table.set(
          key,
          only === undefined ? [...known, made] : [...known.filter(conditional), made, ...known.filter((one) => !conditional(one))],
        );
      }
    }
  }
  return table;
}

function conditional({ on, told }: Entry): boolean {
  return on !== null || told !== null;
}

function entry(type: EventType, { on, told }: Only): Entry {
  const paths = [...COMMON, ...(type.object ?? at('object')).uses];
  for (const fact of type.facts ?? []) paths.push(...fact.uses);
  for (const path of type.about?.paths ?? []) paths.push(...PERSON_USES.map((use) => `${path.join('/')}/${use}`));
  if (typeof type.action === 'object') paths.push(type.action.uses);
  return {
    type,
    uses: usesTree(paths),
    on: on === undefined ? null : new Set(on.split(' ')),
    told: told?.map(pathOf) ?? null,
  };
}
