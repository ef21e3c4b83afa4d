import type { LearningEvent } from './learning-event.ts';
import type { Drop, Rejection } from './rejection.ts';

interface Normalised {
  readonly kind: 'event';
  readonly event: LearningEvent;
}

export type Outcome = Normalised | Drop | Rejection;

/** Told of every key that the dialect did not use: its path if it is in the dialect's vocabulary, else `(unknown)`. */
export type UnusedKeys = (path: string) => void;

export type JsonObject = { readonly [key: string]: unknown };

/** One way of writing events down. Pure: the same item gives the same outcome, for ever, per `transformVersion`. */
export interface Dialect {
  readonly name: string;
  /** Raised whenever the same item would give another row. Never lowered. */
  readonly transformVersion: number;
  /** The JSON text inside a line as its shippers dress it (a syslog prefix, say); the line itself where there is no dressing; null when there is none. */
  undress(line: string): string | null;
  /** Whether the parsed item is this dialect's beyond doubt. */
  recognises(item: JsonObject): boolean;
  normalise(item: JsonObject, unused: UnusedKeys): Outcome;
}
