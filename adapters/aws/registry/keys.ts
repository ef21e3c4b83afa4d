import type { FenceKind } from '#core/ports/registry.ts';

/** The table's layout: every key is made here. Course keys have at most 288 bytes, so that each fits a sort key's 1,024. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** All sources stand in one partition: they are few, and whoever reads them often remembers them. */
export const SOURCES = 'sources';
export const sourceKey = (id: string): Key => ({ pk: SOURCES, sk: id });
/** Who has or had the secret of this hash; several sources may have had the same. */
export const secretPartition = (hash: string): string => `secret#${hash}`;
export const secretKey = (hash: string, source: string): Key => ({ pk: secretPartition(hash), sk: source });

/** All counters of refused requests, by day: as many as there are days and sources. */
export const REFUSALS = 'refusals';
export const refusalsKey = (day: string, source: string): Key => ({ pk: REFUSALS, sk: `${day}#${source}` });

export const COURSES = 'courses';
export const courseItemKey = (courseKey: string): Key => ({ pk: COURSES, sk: courseKey });
export const slugKey = (slug: string): Key => ({ pk: `slug#${slug}`, sk: 'slug' });

/** Everything of one learner: the learner, its aliases, its courses, those who turned out to be the same person. */
const learnerPartition = (id: string): string => `learner#${id}`;
export const learnerKey = (id: string): Key => ({ pk: learnerPartition(id), sk: 'learner' });
export const ALIAS_OF = 'alias#';
export const aliasOfKey = (id: string, alias: string): Key => ({ pk: learnerPartition(id), sk: ALIAS_OF + alias });
export const ACTIVITY_OF = 'course#';
export const activityKey = (id: string, courseKey: string): Key => ({ pk: learnerPartition(id), sk: ACTIVITY_OF + courseKey });
export const JOINED_TO = 'joined#';
export const joinedKey = (winner: string, loser: string): Key => ({ pk: learnerPartition(winner), sk: JOINED_TO + loser });
export { learnerPartition };

export const aliasKey = (alias: string): Key => ({ pk: `alias#${alias}`, sk: 'alias' });

export const fencePartition = (courseKey: string): string => `fences#${courseKey}`;
/**
 * "prepared" sorts before "stored": whoever reads the partition in order while a prepared fence becomes a stored one meets it
 * in one place or the other.
 */
export const preparedKey = (courseKey: string, learner: string, kind: FenceKind, commit: string): Key => ({
  pk: fencePartition(courseKey),
  sk: `prepared#${learner}#${kind}#${commit}`,
});
export const fenceKey = (courseKey: string, learner: string, kind: FenceKind): Key => ({
  pk: fencePartition(courseKey),
  sk: `stored#${learner}#${kind}`,
});

/** Courses that may have fences still to be swept. */
export const SWEEPS = 'sweeps';
export const sweepsKey = (courseKey: string): Key => ({ pk: SWEEPS, sk: courseKey });

/** There once a change of more items than one transaction takes is decided. */
export const commitKey = (commit: string): Key => ({ pk: `commit#${commit}`, sk: 'commit' });

export const epochKey: Key = { pk: 'epoch', sk: 'epoch' };
export const receiptKey = (eventId: string): Key => ({ pk: `receipt#${eventId}`, sk: 'receipt' });
