import type { AliasToken, LearnerToken } from '#core/pseudonymise/pseudonym.ts';

export type Platform = 'openedx' | 'moodle' | 'canvas' | 'other';
export type SourcePolicy = 'strict' | 'lenient';

/** What a secret lets its source do: post events, tell of its courses, ask for its learners' rights. */
export const SCOPES = ['events', 'courses', 'rights'] as const;
export type Scope = (typeof SCOPES)[number];

/** What a secret may do unless it is said; and every secret of before there were scopes. */
export const USUAL_SCOPES: readonly Scope[] = ['events', 'courses'];

/** One of the secrets by which a source proves itself. */
export interface SourceSecret {
  /** Lower-case hex SHA-256 of the secret: 256 random bits need no slow hash. */
  readonly hash: string;
  /** ms since the epoch. */
  readonly since: number;
  /** At least one, each once, in the order of SCOPES. */
  readonly scopes: readonly Scope[];
}

/** A sender of events. Its id matches `[a-z0-9-]{1,32}`. */
export interface SourceRecord {
  readonly id: string;
  readonly platform: Platform;
  readonly policy: SourcePolicy;
  /** Oldest first: each lets it send, until it is revoked. There are several while a secret is rotated. */
  readonly secrets: readonly SourceSecret[];
  /** https address of the key set (RFC 7517) by which the platform signs what it sends; null = it signs nothing. */
  readonly jwksUrl: string | null;
  /** The key version of this source's tokens, pinned at creation. */
  readonly keyVersion: number;
  readonly createdAt: number;
  readonly revokedAt: number | null;
}

/** What a course is called here; as first claimed, for ever. */
export interface CourseClaim {
  readonly courseKey: string;
  readonly slug: string;
  readonly source: string;
  /** The course id as its LMS writes it; empty for events outside any course. */
  readonly courseId: string;
  /** The key version of this course's tokens, pinned at creation. */
  readonly keyVersion: number;
}

/** What its platform tells of a course; null = not told, or taken back. It names no learner. */
export interface CourseTold {
  /** 1 to 200 characters. */
  readonly title: string | null;
  /** ms since the epoch, as the next two. */
  readonly opens: number | null;
  readonly closes: number | null;
  /** When it was deleted; null: it is there. */
  readonly deleted: number | null;
}

export interface CourseRecord extends CourseClaim, CourseTold {}

/** Something told of a course: the members that are there, and no others. */
export interface CourseTelling extends Partial<CourseTold> {
  readonly courseKey: string;
  /** When it was told, ms since the epoch: of what is told of one member, the latest counts, in whatever order it comes. */
  readonly at: number;
}

/** Requests of one UTC day that proved no source. */
export interface Refusals {
  /** YYYY-MM-DD. */
  readonly day: string;
  /** The registered source that they named; null: none. */
  readonly source: string | null;
  readonly count: number;
}

/** What a learner asked for (GDPR articles 17, 21, 18; `deidentify` is what privacy policies call anonymise). */
export type MarkKind = 'erase' | 'deidentify' | 'object' | 'restrict';

/** Stands against a marked alias: events from before it are not for research. */
export interface Mark {
  readonly kind: MarkKind;
  /** ms since the epoch. */
  readonly at: number;
  /** ms since the epoch; after it no copy of an older raw event can exist. */
  readonly expiresAt: number;
}

export type FenceKind = MarkKind | 'relabel';

/** What merge must do to every row of one learner in one course. */
export interface Fence {
  readonly courseKey: string;
  readonly learner: LearnerToken;
  readonly kind: FenceKind;
  readonly at: number;
  /** `relabel` only: the token that takes its place. */
  readonly becomes: LearnerToken | null;
}

export interface CourseDays {
  readonly courseKey: string;
  /** UTC days, YYYY-MM-DD. */
  readonly firstDay: string;
  readonly lastDay: string;
}

export interface LearnerRecord {
  /** Random, of no meaning outside the registry. */
  readonly id: string;
  /** 32 random bytes; null once destroyed. */
  readonly salt: Uint8Array | null;
  /** `joined`: turned out to be the same person as `joinedTo`. `forgotten`: salt destroyed. */
  readonly status: 'active' | 'joined' | 'forgotten';
  readonly joinedTo: string | null;
  readonly createdAt: number;
  /** Raised by every change to the learner's aliases, courses or status. */
  readonly revision: number;
  /** How many `user_id` aliases point here. */
  readonly userIds: number;
}

export interface AliasRecord {
  readonly alias: AliasToken;
  /** The learner it names now; null when it was marked and nobody came back since. */
  readonly learner: LearnerRecord | null;
  readonly mark: Mark | null;
}

/** `isUserId` counts towards the rule that a learner has at most one user id of its source. */
export interface AliasLink {
  readonly alias: AliasToken;
  readonly isUserId: boolean;
}

/**
 * One change; it is refused as a whole when the registry has moved on since it was planned. Only of more names than a store writes at once,
 * some may be linked when another writer, or a crash, comes in between: who looks them up again finds the learner, and links the others.
 */
export type LearnerChange =
  | {
      /** Refused if one of the aliases names somebody by now. */
      readonly kind: 'create';
      readonly id: string;
      readonly salt: Uint8Array;
      readonly at: number;
      readonly aliases: readonly AliasLink[];
    }
  | {
      /** Refused if an alias names somebody by now, or the learner's revision moved. */
      readonly kind: 'link';
      readonly learner: string;
      readonly revision: number;
      readonly aliases: readonly AliasLink[];
    }
  | {
      /** Moves every alias of `loser` to `winner`, keeps the loser as `joined`, stores the fences. Refused if either revision moved. */
      readonly kind: 'join';
      readonly winner: string;
      readonly winnerRevision: number;
      readonly loser: string;
      readonly loserRevision: number;
      readonly fences: readonly Fence[];
    };

/** A learner was active in a course on these days. */
export interface Activity extends CourseDays {
  readonly learner: string;
  /** min(event time, receipt time), ms since the epoch. */
  readonly lastActivity: number;
}

/** A learner's request, as one write: marks for her aliases, fences for her tokens, the salt destroyed where the kind says so. */
export interface Forgetting {
  readonly learner: string;
  readonly mark: Mark;
  readonly fences: readonly Fence[];
}

export interface Sweep {
  readonly fence: Fence;
  readonly days: CourseDays;
  /** When the merged files were last swept for it; null: never. */
  readonly sweptAt: number | null;
}

/** Who is who, which course has which slug, which sources may write (AWS: DynamoDB; embedded: SQLite). Every write is durable once it resolves. */
export interface Registry {
  /** False when the id is taken (a revoked source keeps its id). */
  addSource(source: SourceRecord): Promise<boolean>;
  sources(): Promise<readonly SourceRecord[]>;
  source(id: string): Promise<SourceRecord | null>;
  /** One that has this secret and may still send, where there is one. */
  sourceBySecret(secretHash: string): Promise<SourceRecord | null>;
  /** Another secret beside those it has. False when there is no such source, or it is revoked. */
  addSecret(id: string, secret: SourceSecret): Promise<boolean>;
  /** Takes secrets away, at once. False when there is no such source, or none would be left: revoke it instead. */
  dropSecrets(id: string, hashes: readonly string[]): Promise<boolean>;
  /** False when there is no such source. Revoking twice keeps the first time. */
  revokeSource(id: string, at: number): Promise<boolean>;
  /** False when there is no such source. @param url null = nothing is signed any more */
  setJwksUrl(id: string, url: string | null): Promise<boolean>;

  /** Each course as first claimed: the caller's record when it is new; all or none. Throws Fault `slug_taken` when a slug is another course's. */
  claimCourses(claims: readonly CourseClaim[]): Promise<readonly CourseClaim[]>;
  /** All courses that were claimed, with what is told of them. */
  courses(): Promise<readonly CourseRecord[]>;
  /**
   * Keeps what is told: per member the latest telling (of two of one moment the greater value), so that neither order nor repetition
   * matter. The answer: what is known of each course now, in the order of the tellings; null for a course that nobody claimed.
   */
  describeCourses(tellings: readonly CourseTelling[]): Promise<readonly (CourseRecord | null)[]>;

  /** Counts refused requests for 30 days. What names no registered source counts as nobody's, so that the counters stay few. @param day UTC, YYYY-MM-DD, today */
  noteRefusals(day: string, source: string | null, count: number): Promise<void>;
  /** Of this UTC day (YYYY-MM-DD) and later, by day and source, nobody's first. */
  refusals(sinceDay: string): Promise<readonly Refusals[]>;

  /** Only aliases that are linked or marked are in the answer. */
  lookup(aliases: readonly AliasToken[]): Promise<ReadonlyMap<AliasToken, AliasRecord>>;
  learner(id: string): Promise<LearnerRecord | null>;
  learnerCourses(id: string): Promise<readonly CourseDays[]>;
  /** Each change is applied or refused on its own, in order; true = applied. */
  change(changes: readonly LearnerChange[]): Promise<readonly boolean[]>;
  /** Widens the day ranges and last activity. False for a learner that is no longer active: resolve again. */
  widen(activities: readonly Activity[]): Promise<readonly boolean[]>;

  /** The first receipt time ever claimed for each event id, kept until at least `expiresAt`. */
  firstReceived(claims: readonly { readonly eventId: string; readonly received: number }[], expiresAt: number): Promise<readonly number[]>;

  /** Marks the learner's aliases, unlinks them, stores the fences; `erase` and `deidentify` destroy the salt. */
  forget(forgetting: Forgetting): Promise<void>;
  /** Marks names that turn out to be a forgotten learner's too. Names that somebody bears now are left as they are. */
  extendMark(aliases: readonly AliasToken[], mark: Mark): Promise<void>;
  fences(courseKey: string): Promise<readonly Fence[]>;
  /** Fences whose merged files still need a sweep, as of `now`: never swept, or last swept before `at` + `settleMs`. */
  pendingSweeps(now: number, settleMs: number): Promise<readonly Sweep[]>;
  swept(fences: readonly Fence[], at: number): Promise<void>;
}
