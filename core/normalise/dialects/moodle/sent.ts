import type { JsonObject } from '../../dialect.ts';

/** What a row of the log table, or a line of the report, says: the same in both, before anything is made of it. */
export interface Sent {
  /** The plugin's name, as in `mod_quiz`; `core`. */
  readonly component: string;
  /** The event class without its namespace, as in `attempt_started`; null where a report's name of it is not known. */
  readonly event: string | null;
  /** The verb, where only that is known. */
  readonly verb: string | null;
  /** Who acted; null: nobody. */
  readonly user: string | null;
  /** Whom it concerns. */
  readonly related: string | null;
  /** Somebody was logged in as somebody else. */
  readonly disguised: boolean;
  readonly anonymous: boolean;
  readonly course: string | null;
  /** The course module (`cmid`): an activity or resource as it stands in its course. */
  readonly module: string | null;
  readonly objectId: string | null;
  readonly other: JsonObject;
}
