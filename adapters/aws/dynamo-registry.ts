import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type {
  Activity,
  AliasRecord,
  CourseClaim,
  CourseDays,
  CourseRecord,
  CourseTelling,
  Fence,
  Forgetting,
  LearnerChange,
  LearnerRecord,
  Mark,
  Refusals,
  Registry,
  SourceRecord,
  SourceSecret,
  Sweep,
} from '#core/ports/registry.ts';
import type { AliasToken } from '#core/pseudonymise/pseudonym.ts';
import { widen } from './registry/activity.ts';
import { maybeNumber } from './registry/attributes.ts';
import { change } from './registry/changes.ts';
import { describeCourses } from './registry/course-tellings.ts';
import { allCourses, claimCourses } from './registry/courses.ts';
import { fencesOf, pendingSweeps, swept } from './registry/fences.ts';
import { firstReceived } from './registry/first-receipts.ts';
import { extendMark, forget } from './registry/forgetting.ts';
import { epochKey } from './registry/keys.ts';
import { learnerById, learnerCourses, lookup } from './registry/learners.ts';
import { noteRefusals, refusals } from './registry/refusals.ts';
import { addSecret, dropSecrets } from './registry/source-secrets.ts';
import { addSource, allSources, revokeSource, setJwksUrl, sourceById, sourceBySecret } from './registry/sources.ts';
import { Table } from './registry/table.ts';

/**
 * The registry in one DynamoDB table with string keys `pk` and `sk`, strongly consistent throughout
 * (docs/decisions/dynamodb-registry.md). Faults: `registry_contended`, `registry_unavailable`.
 */
export class DynamoRegistry implements Registry {
  readonly #table: Table;

  constructor(client: DynamoDBClient, table: string) {
    this.#table = new Table(client, table);
  }

  /** Raised by whatever takes back what a look-up may have said before: joins, forgettings, marks. */
  async epoch(): Promise<number> {
    return maybeNumber((await this.#table.get(epochKey)) ?? {}, 'epoch') ?? 0;
  }

  addSource(source: SourceRecord): Promise<boolean> {
    return addSource(this.#table, source);
  }

  sources(): Promise<readonly SourceRecord[]> {
    return allSources(this.#table);
  }

  source(id: string): Promise<SourceRecord | null> {
    return sourceById(this.#table, id);
  }

  sourceBySecret(secretHash: string): Promise<SourceRecord | null> {
    return sourceBySecret(this.#table, secretHash);
  }

  addSecret(id: string, secret: SourceSecret): Promise<boolean> {
    return addSecret(this.#table, id, secret);
  }

  dropSecrets(id: string, hashes: readonly string[]): Promise<boolean> {
    return dropSecrets(this.#table, id, hashes);
  }

  revokeSource(id: string, at: number): Promise<boolean> {
    return revokeSource(this.#table, id, at);
  }

  setJwksUrl(id: string, url: string | null): Promise<boolean> {
    return setJwksUrl(this.#table, id, url);
  }

  claimCourses(claims: readonly CourseClaim[]): Promise<readonly CourseClaim[]> {
    return claimCourses(this.#table, claims);
  }

  courses(): Promise<readonly CourseRecord[]> {
    return allCourses(this.#table);
  }

  describeCourses(tellings: readonly CourseTelling[]): Promise<readonly (CourseRecord | null)[]> {
    return describeCourses(this.#table, tellings);
  }

  noteRefusals(day: string, source: string | null, count: number): Promise<void> {
    return noteRefusals(this.#table, day, source, count);
  }

  refusals(sinceDay: string): Promise<readonly Refusals[]> {
    return refusals(this.#table, sinceDay);
  }

  lookup(aliases: readonly AliasToken[]): Promise<ReadonlyMap<AliasToken, AliasRecord>> {
    return lookup(this.#table, aliases);
  }

  learner(id: string): Promise<LearnerRecord | null> {
    return learnerById(this.#table, id);
  }

  learnerCourses(id: string): Promise<readonly CourseDays[]> {
    return learnerCourses(this.#table, id);
  }

  change(changes: readonly LearnerChange[]): Promise<readonly boolean[]> {
    return change(this.#table, changes);
  }

  widen(activities: readonly Activity[]): Promise<readonly boolean[]> {
    return widen(this.#table, activities);
  }

  firstReceived(claims: readonly { readonly eventId: string; readonly received: number }[], expiresAt: number): Promise<readonly number[]> {
    return firstReceived(this.#table, claims, expiresAt);
  }

  forget(forgetting: Forgetting): Promise<void> {
    return forget(this.#table, forgetting);
  }

  extendMark(aliases: readonly AliasToken[], mark: Mark): Promise<void> {
    return extendMark(this.#table, aliases, mark);
  }

  fences(courseKey: string): Promise<readonly Fence[]> {
    return fencesOf(this.#table, courseKey);
  }

  pendingSweeps(now: number, settleMs: number): Promise<readonly Sweep[]> {
    return pendingSweeps(this.#table, now, settleMs);
  }

  swept(fences: readonly Fence[], at: number): Promise<void> {
    return swept(this.#table, fences, at);
  }
}
