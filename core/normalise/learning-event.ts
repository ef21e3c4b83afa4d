import type { CourseTold } from '../ports/registry.ts';
import type { Action, Category } from './actions.ts';

/**
 * What one line of an LMS says, in the field's terms, still with raw identifiers.
 * It never leaves the process stage: only a Row does (pseudonymise/scrub.ts).
 */
export interface LearningEvent {
  readonly identity: EventIdentity;
  /** Event time, ms since the epoch; null when the event tells none. */
  readonly time: number | null;
  /** The course id as the LMS writes it; null outside any course. */
  readonly course: string | null;
  /** The person whom the row is about: the affected learner where the event names one, else the acting one. */
  readonly person: Person | null;
  readonly role: Role | null;
  /** The LMS's own session id: raw, tokenised later. */
  readonly session: string | null;
  readonly category: Category;
  readonly action: Action;
  /** Where the action is `other`: the public name of the type for which there is no place, from its dialect's closed list. */
  readonly unplaced?: string;
  readonly object: ObjectRef | null;
  readonly parent: ObjectRef | null;
  readonly page: PathTemplate | null;
  readonly referrer: PathTemplate | null;
  readonly facts: Facts;
  readonly client: Client;
  /** What the event tells of its course; only where the platform's own server wrote it. */
  readonly tells?: CourseTells;
}

/** Times in ms since the epoch; null takes back what was told before. Never a title: it may name somebody. */
export type CourseTells = Partial<Pick<CourseTold, 'opens' | 'closes' | 'deleted'>>;

/**
 * What makes this event itself and no other, declared once per dialect and frozen.
 * `id`: a native id that the format makes unique. `row`: a table's row number and its time.
 * `json`: canonical JSON of the dialect's frozen identity fields; `coarse` when its clock is
 * coarser than a millisecond, so that equals in one sending are counted apart. `native`: what its dialect calls events by, where one
 * without an id gets such an id, derived of the rest (derived-id.ts), by which its sender may speak of it later.
 */
export interface EventIdentity {
  readonly form: 'id' | 'row' | 'json';
  readonly value: string;
  readonly coarse: boolean;
  readonly native?: 'uuid';
}

export type ActorKind = 'user_id' | 'username' | 'mbox' | 'account' | 'openid' | 'iri';

declare const raw: unique symbol;

/** A name by which an LMS knows a person. Raw: made only by `actorId` (pseudonymise/alias.ts), read only when an alias is derived. */
export interface ActorId {
  readonly kind: ActorKind;
  /** Canonical: NFC, trimmed, numbers in decimal text, e-mail addresses as the SHA-1 of their mailto IRI. Never empty. */
  readonly value: string;
  readonly [raw]: true;
}

/** Every id that one person object of the event carries; they tie to one learner. Never empty. */
export type Person = readonly [ActorId, ...ActorId[]];

export type Role = 'learner' | 'instructor' | 'staff';

/**
 * Something acted upon. `plain`: the id is public and within its dialect's grammar (a course block);
 * `token`: the id is guessable, personal or a public join key, so only its o1 token may stand in a row;
 * `event`: another event, by its native id (identity form `id`): its e1 token stands in the row, equal to that event's event_id;
 * `none`: a kind of thing without an id.
 */
export type ObjectRef =
  | { readonly form: 'plain'; readonly type: string; readonly id: string }
  | { readonly form: 'token'; readonly type: string; readonly id: string }
  | { readonly form: 'event'; readonly type: string; readonly id: string }
  | { readonly form: 'none'; readonly type: string };

declare const template: unique symbol;

/** A path whose every segment is in a route vocabulary, the event's own course or block id, or `:x`. Made only by `pathTemplate`. */
export type PathTemplate = string & { readonly [template]: true };

/** Measures. Units as in dataset/columns.ts: seconds, points, characters. Absent = not told. */
export interface Facts {
  readonly position?: number;
  readonly duration_s?: number;
  readonly score_raw?: number;
  readonly score_min?: number;
  readonly score_max?: number;
  readonly score_scaled?: number;
  readonly success?: boolean;
  readonly completion?: boolean;
  readonly attempt?: number;
  /** A choice in a graded item, in its dialect's choice grammar; nothing else may stand here. */
  readonly response?: string;
  readonly response_length?: number;
  readonly media_time_s?: number;
  readonly media_from_s?: number;
  readonly media_to_s?: number;
  readonly media_length_s?: number;
  readonly media_speed?: number;
}

/** What the learner's software said of itself, raw; scrub keeps families, classes and primary tags only. */
export interface Client {
  readonly userAgent?: string;
  /** An Accept-Language header or a language tag. */
  readonly language?: string;
  /** ISO 3166-1 alpha-2, only if the source sends one. */
  readonly country?: string;
  /** Width in CSS pixels. */
  readonly screenWidth?: number;
}
