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
import { change } from './registry/changes.ts';
import { allCourses, claimCourses, describeCourses } from './registry/courses.ts';
import { RegistryDatabase } from './registry/database.ts';
import { fencesOf, pendingSweeps, swept } from './registry/fences.ts';
import { firstReceived } from './registry/first-receipts.ts';
import { extendMark, forget } from './registry/forgetting.ts';
import { learnerById, learnerCourses, lookup } from './registry/learners.ts';
import { noteRefusals, refusals } from './registry/refusals.ts';
import { addSecret, addSource, allSources, dropSecrets, revokeSource, setJwksUrl, sourceById, sourceBySecret } from './registry/sources.ts';

/** Other processes hold the lock for milliseconds at a time. */
const PATIENCE_MS = 10_000;

/** The registry in one SQLite file, safe to open from several processes. Faults: `registry_contended`, `registry_unavailable`. */
export class SqliteRegistry implements Registry {
  readonly #database: RegistryDatabase;

  /**
   * @param path a file in a folder that exists, created when missing; `:memory:` for one that ends with the process
   * @param patienceMs how long to wait for another process's lock before Fault `registry_contended`
   * @throws Fault `data_version` when a newer sillage wrote it
   */
  constructor(path: string, patienceMs = PATIENCE_MS) {
    this.#database = new RegistryDatabase(path, patienceMs);
  }

  close(): void {
    this.#database.close();
  }

  async addSource(source: SourceRecord): Promise<boolean> {
    return addSource(this.#database, source);
  }

  async sources(): Promise<readonly SourceRecord[]> {
    return allSources(this.#database);
  }

  async source(id: string): Promise<SourceRecord | null> {
    return sourceById(this.#database, id);
  }

  async sourceBySecret(secretHash: string): Promise<SourceRecord | null> {
    return sourceBySecret(this.#database, secretHash);
  }

  async addSecret(id: string, secret: SourceSecret): Promise<boolean> {
    return addSecret(this.#database, id, secret);
  }

  async dropSecrets(id: string, hashes: readonly string[]): Promise<boolean> {
    return dropSecrets(this.#database, id, hashes);
  }

  async revokeSource(id: string, at: number): Promise<boolean> {
    return revokeSource(this.#database, id, at);
  }

  async setJwksUrl(id: string, url: string | null): Promise<boolean> {
    return setJwksUrl(this.#database, id, url);
  }

  async claimCourses(claims: readonly CourseClaim[]): Promise<readonly CourseClaim[]> {
    return claimCourses(this.#database, claims);
  }

  async courses(): Promise<readonly CourseRecord[]> {
    return allCourses(this.#database);
  }

  async describeCourses(tellings: readonly CourseTelling[]): Promise<readonly (CourseRecord | null)[]> {
    return describeCourses(this.#database, tellings);
  }

  async noteRefusals(day: string, source: string | null, count: number): Promise<void> {
    noteRefusals(this.#database, day, source, count);
  }

  async refusals(sinceDay: string): Promise<readonly Refusals[]> {
    return refusals(this.#database, sinceDay);
  }

  async lookup(aliases: readonly AliasToken[]): Promise<ReadonlyMap<AliasToken, AliasRecord>> {
    return lookup(this.#database, aliases);
  }

  async learner(id: string): Promise<LearnerRecord | null> {
    return learnerById(this.#database, id);
  }

  async learnerCourses(id: string): Promise<readonly CourseDays[]> {
    return learnerCourses(this.#database, id);
  }

  async change(changes: readonly LearnerChange[]): Promise<readonly boolean[]> {
    return change(this.#database, changes);
  }

  async widen(activities: readonly Activity[]): Promise<readonly boolean[]> {
    return widen(this.#database, activities);
  }

  async firstReceived(
    claims: readonly { readonly eventId: string; readonly received: number }[],
    expiresAt: number,
  ): Promise<readonly number[]> {
    return firstReceived(this.#database, claims, expiresAt);
  }

  async forget(forgetting: Forgetting): Promise<void> {
    forget(this.#database, forgetting);
  }

  async extendMark(aliases: readonly AliasToken[], mark: Mark): Promise<void> {
    extendMark(this.#database, aliases, mark);
  }

  async fences(courseKey: string): Promise<readonly Fence[]> {
    return fencesOf(this.#database, courseKey);
  }

  async pendingSweeps(now: number, settleMs: number): Promise<readonly Sweep[]> {
    return pendingSweeps(this.#database, now, settleMs);
  }

  async swept(fences: readonly Fence[], at: number): Promise<void> {
    swept(this.#database, fences, at);
  }
}
