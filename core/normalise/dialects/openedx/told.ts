import type { Action, Category } from '../../actions.ts';
import type { Facts, ObjectRef, Role } from '../../learning-event.ts';
import type { Concerned } from './about.ts';
import type { Uses } from './unused.ts';

/** What an event tells beyond its envelope. */
export interface Told {
  readonly category: Category;
  readonly action: Action;
  readonly object: ObjectRef | null;
  readonly parent: ObjectRef | null;
  readonly role: Role | null;
  readonly facts: Facts;
  readonly concerned: Concerned;
  /** The members of the payload that went into this. */
  readonly uses: Uses;
}
