import type { Action, Category } from '../../actions.ts';
import type { JsonObject } from '../../dialect.ts';
import type { Facts, ObjectRef, Role } from '../../learning-event.ts';
import type { About } from './about.ts';
import type { Course } from './course.ts';

/** What the readers of an event type may look at. */
export interface Sent {
  /** The members of the payload. */
  readonly fields: JsonObject;
  /** The payload as a form, where it is one. */
  readonly form: string | null;
  /** `context.module.usage_key`: the block whose code wrote the event. */
  readonly module: unknown;
  /** The event's course. */
  readonly course: Course | null;
}

/** Reads something out of the payload and says where: the paths it names are the ones that count as used. */
export interface Reader<T> {
  readonly uses: readonly string[];
  readonly read: (sent: Sent) => T | null;
}

/** Which thing is acted upon. */
export type Thing = Reader<ObjectRef>;

export type Measured = { -readonly [K in keyof Facts]: Facts[K] };

export interface Fact {
  readonly uses: readonly string[];
  readonly read: (sent: Sent, facts: Measured) => void;
}

/** The action depends on one member of the payload: text, a number by its value, true or false. */
export interface ActionBy {
  readonly uses: string;
  readonly is: Readonly<Record<string, Action>>;
  readonly otherwise: Action;
}

/** What an event type means: an entry of the table. */
export interface EventType {
  readonly category: Category;
  readonly action: Action | ActionBy;
  readonly object?: Thing;
  readonly parent?: Thing;
  /** Whom the row is about, where that need not be the acting person. */
  readonly about?: About;
  /** The acting person's role: known from the type, or read from the payload. */
  readonly role?: Role | Reader<Role>;
  readonly facts?: readonly Fact[];
  /**
   * The same act as the page tells it. Browser and server both write down some acts; the server's line is the one that says what came
   * of it, so it carries the verb that is counted (`answered`, `saved`, `reset`, …) and the browser's is `clicked`: a control was pressed.
   */
  readonly fromBrowser?: EventType;
}

/**
 * Who writes events of a type. A learner can make a page or an app write anything (the platform takes every type at /event, and says
 * so: `event_source` is `browser` or `mobile`), so what only the server can know is believed of the server alone.
 */
type Writers = 'server' | 'browser' | 'mobile' | 'browser mobile' | 'server browser' | 'server mobile';

/** Old and new names of one act side by side, separated by spaces, who writes it, and what it means. */
export type Entries = readonly (readonly [names: string, writers: Writers, type: EventType])[];

/** A member of an object by its path (`discussion.id`), or undefined. */
export function member(fields: JsonObject, path: readonly string[]): unknown {
  let value: unknown = fields;
  for (let i = 0; i < path.length; i++) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as JsonObject)[path[i] as string];
  }
  return value;
}
