import type { Action } from '../../actions.ts';
import type { Outcome } from '../../dialect.ts';
import type { CourseTells, EventIdentity, ObjectRef } from '../../learning-event.ts';
import { drop } from '../../rejection.ts';
import type { Entry, Thing } from './entry.ts';
import { factsOf } from './facts.ts';
import { moduleOf } from './modules.ts';
import { decimal, idIn } from './numbers.ts';
import { concerned } from './persons.ts';
import type { Sent } from './sent.ts';
import { byVerb, EVENTS, entryOf } from './table.ts';

/** What the tables say an event is; null for one that has no name here. */
export function meaningOf({ component, event, verb }: Sent): { readonly entry: Entry; readonly known: boolean } {
  if (event === null) return { entry: byVerb(component, verb ?? ''), known: false };
  return { entry: entryOf(component, event), known: EVENTS.has(`${component}/${event}`) || event.startsWith('course_module_') };
}

/** Makes a learning event of what was sent. @param time ms since the epoch; @param tells of the course, where the server's own table tells it */
export function toldOf(sent: Sent, identity: EventIdentity, time: number, tells: CourseTells | null = null): Outcome {
  const { entry, known } = meaningOf(sent);
  if (entry.denied) return drop('denied_type', identity);
  const who = concerned(entry.about, known, sent);
  if (who.disguised) return drop('acted_as_another', identity);
  const object = refOf(entry.object, sent);
  const parent = refOf(entry.parent, sent);
  return {
    kind: 'event',
    event: {
      identity,
      time,
      course: sent.course,
      person: who.person,
      role: who.role,
      session: null,
      category: entry.category,
      action: actionOf(entry, sent),
      object,
      parent: parent?.form === 'none' ? null : parent,
      page: null,
      referrer: null,
      facts: factsOf(entry.facts, sent.other),
      client: {},
      ...(tells !== null && { tells }),
    },
  };
}

function actionOf({ action, by }: Entry, { other }: Sent): Action {
  if (by === null) return action;
  const value = Object.hasOwn(other, by.key) ? other[by.key] : undefined;
  const number = decimal(value);
  const word = number !== null ? String(number) : typeof value === 'string' ? value : '';
  return Object.hasOwn(by.is, word) ? (by.is[word] as Action) : action;
}

/**
 * Activities by their course module, so that all that happens to one of them meets; other things by the number of their table, which
 * counts from one in each of them and so is kept apart by the plugin's name.
 */
function refOf(thing: Thing | 'module' | null, sent: Sent): ObjectRef | null {
  if (thing === null) return null;
  if (thing === 'module') return token(moduleOf(sent.component)?.[1] ?? 'module', sent.module);
  const kind = thing.outside !== null && sent.course === null ? thing.outside : thing.kind;
  if (thing.from === 'none') return { form: 'none', type: kind };
  if (thing.from === 'module') return token(kind, sent.module);
  const id =
    thing.from === 'object' ? sent.objectId : idIn(Object.hasOwn(sent.other, thing.from.other) ? sent.other[thing.from.other] : null);
  return token(kind, id === null ? null : `${sent.component}:${id}`);
}

function token(type: string, id: string | null): ObjectRef {
  return id === null ? { form: 'none', type } : { form: 'token', type, id };
}
