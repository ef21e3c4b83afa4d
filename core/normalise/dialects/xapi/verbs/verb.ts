import type { Action, Category } from '../../../actions.ts';
import type { KindName } from '../kinds.ts';

/** `used`, `authored`: the family that belongs to the kind of the object (kinds.ts). */
export type Family = Category | 'used' | 'authored';

export interface Meaning {
  readonly category: Family;
  readonly action: Action;
  /** The kind of the object where it has no type: what the verb is about by its nature. */
  readonly kind?: KindName;
  /** What the verb itself says; a result that says otherwise is believed. */
  readonly always?: { readonly success?: boolean; readonly completion?: boolean };
  /** The row is about the learner whom the statement names beside the actor, who did it to her. */
  readonly about?: 'for';
  /** What the object is called whatever its own kind. */
  readonly as?: string;
  /** Nothing is acted upon (the platform as a whole), or nothing whose id says what was. */
  readonly object?: 'none' | 'without id';
}

/** When a verb means something else. Every condition must hold; the first case that does decides. */
export interface Case {
  /** Kinds of object, separated by spaces. */
  readonly kinds?: string;
  /** Kinds of one of the object's parents, separated by spaces. */
  readonly within?: string;
  readonly platform?: 'openedx' | 'moodle';
  /** A score is told. */
  readonly scored?: boolean;
  /** The context names a person under this extension. */
  readonly names?: string;
  /** What it means then, beside what the verb always means; null: there is no place for it. */
  readonly is: Partial<Meaning>;
}

export interface Verb {
  readonly meaning: Meaning;
  readonly cases: readonly Case[];
}

/**
 * Last words of the verb's IRI, in all the vocabularies that have it, separated by spaces; `tla:suspended` is one vocabulary's only and
 * goes before the bare word.
 */
export type Verbs = readonly (readonly [words: string, meaning: Meaning, ...cases: readonly Case[]])[];
