import type { Action, Category } from '../../actions.ts';
import type { JsonObject } from '../../dialect.ts';
import type { Facts } from '../../learning-event.ts';

interface ActionBy {
  /** A member of the body. */
  readonly by: string;
  readonly is: Readonly<Record<string, Action>>;
  readonly otherwise: Action;
}

/** Where the body names the learner whom the event is about: the members of one person object. */
export interface About {
  /** The first that is there. */
  readonly userId: readonly string[];
  readonly mbox?: string;
}

/** A thing: its kind, and the member of the body that holds its id (none: a kind of thing without an id). */
export interface Thing {
  readonly kind: string;
  readonly id: string | null;
  /** Another word for it where this member of the body is there. */
  readonly unless?: { readonly told: string; readonly type: string };
}

export type Measured = { -readonly [K in keyof Facts]: Facts[K] };

export interface Fact {
  readonly uses: readonly string[];
  readonly read: (body: JsonObject, facts: Measured) => void;
}

/** What an event of Canvas means: an entry of the table. */
export interface EventType {
  readonly category: Category;
  readonly action: Action | ActionBy;
  readonly object?: Thing;
  readonly parent?: Thing;
  /** Missing: the acting person. `nobody`: the body does not say whom it is about. */
  readonly about?: About | 'nobody';
  /** The member of the body that tells the role of the person it is about. */
  readonly role?: string;
  readonly facts?: readonly Fact[];
}

export type Entries = readonly (readonly [names: string, type: EventType])[];

/** A thing by the member that holds its id. */
export const thing = (kind: string, id: string | null = `${kind}_id`): Thing => ({ kind, id });
