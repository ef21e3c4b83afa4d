import { ACTIONS, type Action, CATEGORIES, type Category } from '../../actions.ts';
import { actionOfVerb } from './verbs.ts';

/**
 * Whom a row is about. `actor`: who acted. `affected`: whom it was done to; nobody where the row does not say. `owner`: whom it was done
 * to, else who acted (whose attempt or enrolment it is). `viewer`: who acted, a teacher where the thing is somebody else's.
 * `teacher`, `staff`: who acted, in that role. `nobody`: not told.
 */
export type About = 'actor' | 'affected' | 'owner' | 'viewer' | 'teacher' | 'staff' | 'nobody';

/** A kind of thing, and where its id is: the course module, `objectid`, a member of `other`, or nowhere. */
export interface Thing {
  readonly kind: string;
  readonly from: 'module' | 'object' | 'none' | { readonly other: string };
  /** The kind where the event is outside any course. */
  readonly outside: string | null;
}

/** A column and the member of `other` that fills it. */
export type FactRule = readonly [column: string, key: string];

/** What an event means. */
export interface Entry {
  readonly denied: boolean;
  readonly category: Category;
  readonly action: Action;
  /** Where a member of `other` decides the action. */
  readonly by: { readonly key: string; readonly is: Readonly<Record<string, Action>> } | null;
  /** `module`: the event's own activity, of whatever kind. */
  readonly object: Thing | 'module' | null;
  readonly parent: Thing | 'module' | null;
  readonly about: About;
  readonly facts: readonly FactRule[];
}

const ABOUT = new Set<string>(['actor', 'affected', 'owner', 'viewer', 'teacher', 'staff', 'nobody']);
/**
 * `raw`: points. `length`: of a text, never the text. `state`: a completion
 * state. `done`: the event says it by itself.
 */
const FACTS = new Set<string>(['raw', 'length', 'state', 'done']);

/**
 * Reads the tables in `events/`, a definition a line:
 *
 *     category action object<parent about column=key … : event event …
 *
 * Action `~`: as the event's name says; `a?key:1=b,2=c`: decided by a member of `other`, else a. Object: `@` the activity itself, `kind@`
 * the activity as that kind, `kind#` by `objectid`, `kind.key` by a member of `other`, `kind` alone without an id, `a|b` the
 * second outside any course, `-` none. Event `x_+`: x_created, x_updated and x_deleted. `denied : event …` says nothing about learning.
 *
 * @throws Error when a table is wrong, which is a defect of ours
 */
export function* entriesIn(text: string): Generator<readonly [name: string, entry: Entry]> {
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '') continue;
    const [definition = '', names = ''] = line.split(' : ');
    for (const name of names.trim().split(/\s+/).flatMap(spelled)) yield [name, entryOf(definition.trim().split(/\s+/), name)];
  }
}

function spelled(name: string): string[] {
  return name.endsWith('+') ? ['created', 'updated', 'deleted'].map((verb) => name.slice(0, -1) + verb) : [name];
}

function entryOf([category = '', action = '', object = '-', ...rest]: readonly string[], name: string): Entry {
  const denied = category === 'denied';
  if (!denied && !Object.hasOwn(CATEGORIES, category)) throw new Error(`no category of ${name}: ${category}`);
  const [thing = '-', parent = '-'] = object.split('<');
  const about = rest.find((word) => ABOUT.has(word)) ?? 'actor';
  const facts = rest.filter((word) => word.includes('=')).map((word) => word.split('=') as [string, string]);
  if (facts.some(([column]) => !FACTS.has(column)) || facts.length + (rest.includes(about) ? 1 : 0) !== rest.length) {
    throw new Error(`no such word of ${name}: ${rest.join(' ')}`);
  }
  return {
    denied,
    category: denied ? 'other' : (category as Category),
    ...actionOf(denied ? 'other' : action, name),
    object: thingOf(thing),
    parent: thingOf(parent),
    about: about as About,
    facts,
  };
}

function actionOf(text: string, name: string): Pick<Entry, 'action' | 'by'> {
  if (text === '~') return { action: actionOfVerb(name), by: null };
  const [otherwise = '', decision] = text.split('?');
  const [key = '', choices = ''] = decision?.split(':') ?? [];
  const is = Object.fromEntries(choices === '' ? [] : choices.split(',').map((choice) => choice.split('=') as [string, Action]));
  for (const each of [otherwise, ...Object.values(is)]) if (!Object.hasOwn(ACTIONS, each)) throw new Error(`no action of ${name}: ${each}`);
  return { action: otherwise as Action, by: decision === undefined ? null : { key, is } };
}

function thingOf(text: string): Thing | 'module' | null {
  if (text === '-') return null;
  if (text === '@') return 'module';
  if (text.endsWith('@')) return { kind: text.slice(0, -1), from: 'module', outside: null };
  if (text.endsWith('#')) return { kind: text.slice(0, -1), from: 'object', outside: null };
  const [kind = '', key] = text.split('.');
  if (key !== undefined) return { kind, from: { other: key }, outside: null };
  const [within = '', outside] = text.split('|');
  return { kind: within, from: 'none', outside: outside ?? null };
}
