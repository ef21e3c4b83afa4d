import { hash } from 'node:crypto';
import { dayOf, shardOf, withdrawalKey } from '#core/dataset/layout.ts';
import { encodeWithdrawal, type Withdrawal } from '#core/dataset/withdrawal.ts';
import { type CourseKey, courseSlug } from '#core/pseudonymise/course.ts';
import type { ProcessDeps } from './process.ts';
import type { PlacedRow, PseudonymisedGroup } from './pseudonymise-group.ts';
import type { GroupReading } from './read-group.ts';
import type { Receipt } from './receipt.ts';

const DIGEST_CHARACTERS = 16;

type Reading = Pick<GroupReading, 'unplaced'> & Pick<PseudonymisedGroup, 'rows' | 'withheld'>;

/**
 * Stages what merge is to take out: of every course-day that the old receipt names, the older rows of events that give none any more,
 * or whose row belongs elsewhere now. One object for each shard, written before the receipt forgets the old course-days.
 */
export async function stageWithdrawals(receipt: Receipt, reading: Reading, { objects, registry, shards }: ProcessDeps): Promise<void> {
  const courseKeys = new Map((await registry.courses()).map((course) => [course.slug, course.courseKey]));
  for (const [shard, pairs] of Map.groupBy(receipt.pairs, ([slug]) => shardOf(slug, shards))) {
    const places = pairs.flatMap(([slug, day]) => {
      const key = courseKeys.get(slug);
      return key === undefined ? [] : [[key, day] as const];
    });
    const events = eventsOf(reading, places);
    if (events.length === 0) continue;
    const body = await encodeWithdrawal({ places, events });
    const key = withdrawalKey(shard, receipt.group, hash('sha256', body, 'hex').slice(0, DIGEST_CHARACTERS));
    await objects.put(key, body, { ifNoneMatch: true });
  }
}

function eventsOf({ rows, unplaced, withheld }: Reading, places: Withdrawal['places']): Withdrawal['events'] {
  const homes = new Map(places.map(([key, day], place) => [`${courseSlug(key as CourseKey)}/${day}`, place]));
  const home = ({ slug, row }: PlacedRow): number => homes.get(`${slug}/${dayOf(row.time)}`) ?? -1;
  // Where there is but one place, an event that belongs there is taken from nowhere.
  const moved = places.length > 1 ? rows : rows.filter((placed) => home(placed) < 0);
  return [
    ...moved.map((placed) => [placed.row.event_id, home(placed), placed.row.transform_version] as const),
    ...unplaced.map(({ eventId, transformVersion }) => [eventId, -1, transformVersion] as const),
    ...withheld.map(({ eventId, dialect }) => [eventId, -1, dialect.transformVersion] as const),
  ];
}
