import type { Action, Category } from '../../actions.ts';
import type { ObjectRef } from '../../learning-event.ts';
import type { About } from './about.ts';
import type { Fact } from './facts.ts';
import { member, pathOf, type Sent } from './sent.ts';
import { parentOf, THING_USES, thingOf } from './things.ts';

/** Which thing is acted upon, and what it belongs to. */
export interface Thing {
  readonly uses: readonly string[];
  readonly read: (sent: Sent) => ObjectRef | null;
  readonly parent?: (sent: Sent, object: ObjectRef | null) => ObjectRef | null;
}

/** The action depends on one member of the event. */
interface ActionBy {
  readonly uses: string;
  readonly is: Readonly<Record<string, Action>>;
  readonly otherwise: Action;
}

/** `by object`: a look at a quiz is another category than a look at a page. */
export type CategoryOf = Category | 'viewed, by object' | 'made, by object';

/** What a type of event means: an entry of the table. */
export interface EventType {
  readonly category: CategoryOf;
  readonly action: Action | ActionBy;
  /** The event's `object` where none is given. */
  readonly object?: Thing;
  /** Whom the row is about, where that need not be the acting person. */
  readonly about?: About;
  readonly facts?: readonly Fact[];
  /** Says nothing of learning: dropped by name. */
  readonly denied?: true;
}

/**
 * Which objects an entry holds for: entity types, Canvas's kinds (`canvas:enrollment`), Open edX's blocks (`openedx:problem`),
 * activities of Moodle (`moodle:activity`).
 */
export interface Only {
  readonly on?: string;
  /** One of these members is there. */
  readonly told?: readonly string[];
}

/** Types and actions side by side, separated by spaces, and what they mean; `*` is any type that has no entry of its own for the action. */
export type Entries = readonly (readonly [types: string, actions: string, type: EventType, only?: Only])[];

/** The entity at a path. */
export function at(path: string): Thing {
  const steps = pathOf(path);
  return {
    uses: THING_USES.map((use) => `${path}/${use}`),
    read: (sent) => thingOf(member(sent.event, steps), sent),
    parent: (sent, object) => parentOf(member(sent.event, steps), object, sent),
  };
}

/** A kind of thing that has no id, or none that may be told. */
export function kind(type: string): Thing {
  return { uses: [], read: () => ({ form: 'none', type }) };
}

export const NOTHING: Thing = { uses: [], read: () => null };

const searchedIn = at('object');
/** A search in a course is about the course, whatever catalogue or tool the sensor names. */
export const searched: Thing = {
  uses: searchedIn.uses,
  read: (sent) => (sent.inCourse ? { form: 'none', type: 'course' } : searchedIn.read(sent)),
};

/** About the person that one of these places names, else about the acting one. */
export function orActing(...paths: string[]): About {
  return { paths: paths.map(pathOf), otherwise: 'acting' };
}

/** About the person that one of these places names, else about nobody: somebody else acts. */
export function affected(...paths: string[]): About {
  return { paths: paths.map(pathOf), otherwise: 'nobody' };
}

/** Whose attempt it is: 1.0 says `actor`. */
export const ATTEMPT_OF = [
  'object/assignee',
  'object/actor',
  'generated/assignee',
  'generated/actor',
  'generated/attempt/assignee',
] as const;
