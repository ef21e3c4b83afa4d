import type { Clock } from '#core/ports/clock.ts';
import type { Activity, AliasRecord, LearnerChange, Registry } from '#core/ports/registry.ts';
import type { AliasToken } from '#core/pseudonymise/pseudonym.ts';
import type { DynamoRegistry } from './dynamo-registry.ts';
import { earlier, later } from './registry/days.ts';
import { Memory } from './registry/memory.ts';
import { rememberedCourses } from './registry/remembered-courses.ts';
import { rememberedSources } from './registry/remembered-sources.ts';

export interface RememberingOptions {
  readonly clock: Clock;
  /** How long a source is believed unchanged, ms: a revocation, or the end of a secret, waits so long. */
  readonly sourceMs?: number;
  /** How long a salt stays in a process's memory, ms. */
  readonly learnerMs?: number;
  /** Learners, days and courses remembered at once, of each. */
  readonly most?: number;
}

/** Longer than a visit to a platform: who stays is looked up once. The epoch, not this, is what keeps it true; the count is what keeps it small. */
const LEARNER_MS = 2 * 60 * 60_000;
const MOST = 50_000;

/**
 * A registry that asks DynamoDB only for what it does not know. What it knows of learners is trusted only while the registry's epoch,
 * read anew for every call, is the one under which it was read: whatever forgets, joins or marks anybody raises the epoch in the same
 * transaction (docs/decisions/dynamodb-registry.md). Sources are believed for five seconds, courses for ever: they never change.
 */
export function rememberingRegistry(registry: DynamoRegistry, options: RememberingOptions): Registry {
  const { clock, sourceMs, learnerMs = LEARNER_MS, most = MOST } = options;
  const sources = rememberedSources(registry, clock, sourceMs);
  const people = new Memory<AliasToken, AliasRecord>(clock, learnerMs, most);
  const days = new Memory<string, Pick<Activity, 'firstDay' | 'lastDay' | 'lastActivity'>>(clock, learnerMs, most);
  let trusted: number | null = null;

  /** Forgets everything about learners if anything was taken back since it was read. */
  const checkEpoch = async (): Promise<number> => {
    const epoch = await registry.epoch();
    if (epoch !== trusted) {
      people.clear();
      days.clear();
      trusted = epoch;
    }
    return epoch;
  };
  /** A refusal shows that what we remember of these is old. */
  const evict = (changes: readonly LearnerChange[]): void => {
    const aliases = new Set(changes.flatMap((one) => (one.kind === 'join' ? [] : one.aliases.map(({ alias }) => alias))));
    const learners = new Set(
      changes.flatMap((one) => (one.kind === 'join' ? [one.winner, one.loser] : one.kind === 'link' ? [one.learner] : [])),
    );
    people.drop((alias, { learner }) => aliases.has(alias) || (learner !== null && learners.has(learner.id)));
  };

  return {
    addSource: (source) => registry.addSource(source).finally(sources.forget),
    sources: () => registry.sources(),
    source: sources.source,
    sourceBySecret: sources.sourceBySecret,
    addSecret: (id, secret) => registry.addSecret(id, secret).finally(sources.forget),
    dropSecrets: (id, hashes) => registry.dropSecrets(id, hashes).finally(sources.forget),
    revokeSource: (id, at) => registry.revokeSource(id, at).finally(sources.forget),
    setJwksUrl: (id, url) => registry.setJwksUrl(id, url).finally(sources.forget),

    ...rememberedCourses(registry, clock, most),
    courses: () => registry.courses(),
    describeCourses: (tellings) => registry.describeCourses(tellings),
    noteRefusals: (day, source, count) => registry.noteRefusals(day, source, count),
    refusals: (sinceDay) => registry.refusals(sinceDay),

    async lookup(aliases) {
      const epoch = await checkEpoch();
      const found = new Map<AliasToken, AliasRecord>();
      const unknown: AliasToken[] = [];
      for (const alias of aliases) {
        const known = people.get(alias);
        if (known === undefined) unknown.push(alias);
        else found.set(alias, known);
      }
      if (unknown.length === 0) return found;
      for (const [alias, record] of await registry.lookup(unknown)) {
        found.set(alias, record);
        // What is not known, or marked, may change without anything being taken back.
        if (epoch === trusted && record.learner !== null && record.mark === null) people.set(alias, record);
      }
      return found;
    },
    learner: (id) => registry.learner(id),
    learnerCourses: (id) => registry.learnerCourses(id),

    async change(changes) {
      const applied = await registry.change(changes);
      // Our own changes raise revisions, too.
      evict(changes);
      return applied;
    },

    async widen(activities) {
      const epoch = await checkEpoch();
      const open = activities.filter((one) => !covers(days.get(nameOf(one)), one));
      const results = open.length === 0 ? [] : await registry.widen(open);
      const widened = new Map(open.map((one, i) => [one, results[i] ?? false]));
      for (const [one, done] of widened) {
        if (done && epoch === trusted) days.set(nameOf(one), wider(days.get(nameOf(one)), one));
      }
      // A new course raises its learner's revision: what is remembered of her would be refused at the next change, and evicted then.
      return activities.map((one) => widened.get(one) ?? true);
    },

    firstReceived: (claims, expiresAt) => registry.firstReceived(claims, expiresAt),
    forget: (forgetting) => registry.forget(forgetting),
    extendMark: (aliases, mark) => registry.extendMark(aliases, mark),
    fences: (courseKey) => registry.fences(courseKey),
    pendingSweeps: (now, settleMs) => registry.pendingSweeps(now, settleMs),
    swept: (fences, at) => registry.swept(fences, at),
  };
}

type Days = Pick<Activity, 'firstDay' | 'lastDay' | 'lastActivity'>;

const MS_PER_DAY = 86_400_000;

/** Last activity counts by the UTC day, as in the table. */
function covers(known: Days | undefined, { firstDay, lastDay, lastActivity }: Activity): boolean {
  if (known === undefined || known.firstDay > firstDay || known.lastDay < lastDay) return false;
  return Math.floor(known.lastActivity / MS_PER_DAY) >= Math.floor(lastActivity / MS_PER_DAY);
}

function wider(known: Days | undefined, { firstDay, lastDay, lastActivity }: Activity): Days {
  if (known === undefined) return { firstDay, lastDay, lastActivity };
  return {
    firstDay: earlier(known.firstDay, firstDay),
    lastDay: later(known.lastDay, lastDay),
    lastActivity: Math.max(known.lastActivity, lastActivity),
  };
}

function nameOf({ learner, courseKey }: Activity): string {
  return `${learner}\0${courseKey}`;
}
