import type { Person } from '#core/normalise/learning-event.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Random } from '#core/ports/random.ts';
import type { AliasLink, AliasRecord, Fence, LearnerChange, LearnerRecord, Mark, Registry } from '#core/ports/registry.ts';
import { Fault } from '../errors.ts';
import { aliasToken } from './alias.ts';
import { base32 } from './base32.ts';
import type { AliasToken, TokenKey } from './pseudonym.ts';
import { type Cluster, unite } from './ties.ts';

/** A person object with its names turned into registry keys, strongest first. */
export interface Named {
  readonly links: readonly [AliasLink, ...AliasLink[]];
}

export interface Resolution {
  /** The learner behind a person, by the alias that decides for it; null when she was forgotten meanwhile. */
  learnerOf(named: Named): LearnerRecord | null;
  /** Persons whose names point to two different people: counted for the data protection officer. */
  readonly conflicts: number;
}

export interface ResolveDeps {
  readonly registry: Registry;
  readonly random: Random;
  readonly clock: Clock;
  /** Fences that make the loser's rows the winner's, one per course in which the loser was seen. */
  relabel(winner: LearnerRecord, loser: LearnerRecord): Promise<readonly Fence[]>;
}

const ID_BYTES = 16;
const SALT_BYTES = 32;
/** Each round loses only to another writer that made progress. */
const ROUNDS = 50;

/** Turns persons into registry keys under one source's alias key; each name is computed once, since each has many events. */
export function namer(key: TokenKey): (person: Person) => Named {
  const links = new Map<string, AliasLink>();
  const link = (id: Person[number]): AliasLink => {
    const name = `${id.kind}\0${id.value}`;
    let known = links.get(name);
    if (known === undefined) {
      known = { alias: aliasToken(key, id), isUserId: id.kind === 'user_id' };
      links.set(name, known);
    }
    return known;
  };
  return ([first, ...rest]) => ({ links: [link(first), ...rest.map(link)] });
}

/**
 * Whether a right stands against an event. An objection or restriction stands against all; after an erasure or
 * de-identification only what happened *and* was received later counts, and then as a new learner.
 */
export function forbidden(marks: readonly Mark[], time: number, received: number): boolean {
  return marks.some((mark) => mark.kind === 'object' || mark.kind === 'restrict' || time <= mark.at || received <= mark.at);
}

/**
 * Finds or makes the learner of every person of a group. The persons are united first, so that the answer does not depend
 * on their order; then each cluster is created, linked or joined by conditional changes, again and again until none is refused.
 *
 * @param seen what the registry said of their names a moment ago; what has changed since is refused and planned again
 * @throws Fault `registry_contended`
 */
export async function resolve(
  people: readonly Named[],
  seen: ReadonlyMap<AliasToken, AliasRecord>,
  deps: ResolveDeps,
): Promise<Resolution> {
  const { clusters, conflicts } = unite(people);
  const aliases = clusters.flatMap((cluster) => cluster.links.map((link) => link.alias));
  let open: readonly Cluster[] = clusters;
  let records = seen;
  let disagreements = 0;
  for (let round = 0; open.length > 0; round++) {
    if (round === ROUNDS) throw new Fault('registry_contended');
    const changes: LearnerChange[] = [];
    disagreements = 0;
    for (const cluster of open) {
      const plan = await planCluster(cluster, records, deps);
      changes.push(...plan.changes);
      if (plan.conflict) disagreements++;
    }
    if (changes.length === 0) break;
    const applied = await deps.registry.change(changes);
    records = await deps.registry.lookup(aliases);
    // A join may bring the next one; a refusal means that somebody else was quicker. Either way, plan again.
    if (applied.every(Boolean) && !changes.some((change) => change.kind === 'join')) break;
    open = clusters;
  }
  return {
    conflicts: conflicts + disagreements,
    learnerOf(named) {
      return named.links.map((link) => records.get(link.alias)?.learner).find((found) => found != null) ?? null;
    },
  };
}

interface ClusterPlan {
  readonly changes: readonly LearnerChange[];
  readonly conflict: boolean;
}

/** What must change so that the cluster's names point to one learner, given who they point to now. */
async function planCluster(cluster: Cluster, records: ReadonlyMap<AliasToken, AliasRecord>, deps: ResolveDeps): Promise<ClusterPlan> {
  const known = new Map<string, LearnerRecord>();
  const unlinked: AliasLink[] = [];
  for (const link of cluster.links) {
    const learner = records.get(link.alias)?.learner ?? null;
    if (learner === null) unlinked.push(link);
    else known.set(learner.id, learner);
  }
  const found = [...known.values()];
  const strongest = found.find((learner) => learner.userIds > 0) ?? found[0];
  if (strongest === undefined) return { changes: [create(cluster, deps)], conflict: false };

  const newUserIds = unlinked.filter((link) => link.isUserId).length;
  const learners = found.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  const [oldest, ...younger] = learners;
  const userIds = newUserIds + learners.reduce((sum, learner) => sum + learner.userIds, 0);

  if (oldest !== undefined && younger.length > 0 && userIds <= 1) {
    const loser = younger[0] as LearnerRecord;
    const fences = await deps.relabel(oldest, loser);
    return {
      changes: [
        { kind: 'join', winner: oldest.id, winnerRevision: oldest.revision, loser: loser.id, loserRevision: loser.revision, fences },
      ],
      conflict: false,
    };
  }
  if (unlinked.length === 0) return { changes: [], conflict: younger.length > 0 };
  // A new user id never goes to a learner that has one already: it names somebody else, who merely took over a weaker name.
  if (newUserIds > 0 && strongest.userIds > 0) {
    return { changes: [create({ links: unlinked }, deps)], conflict: true };
  }
  return {
    changes: [{ kind: 'link', learner: strongest.id, revision: strongest.revision, aliases: unlinked }],
    conflict: younger.length > 0,
  };
}

function create(cluster: Cluster, deps: ResolveDeps): LearnerChange {
  return {
    kind: 'create',
    id: base32(deps.random.bytes(ID_BYTES), ID_BYTES),
    salt: deps.random.bytes(SALT_BYTES),
    at: deps.clock.now(),
    aliases: cluster.links,
  };
}
