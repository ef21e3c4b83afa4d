/** The folder tree of a lake, in one place. Keys match `[A-Za-z0-9._=/-]+`. */

/** Shards of staging: 1 embedded, 4 on AWS. */
export type ShardCount = 1 | 4;

const MS_PER_DAY = 86_400_000;

/** Days written out before; events come day by day. */
const days = new Map<number, string>();
const DAYS_KEPT = 1_000;

/** UTC day of a time in ms, as YYYY-MM-DD. */
export function dayOf(time: number): string {
  const number = dayNumber(time);
  const known = days.get(number);
  if (known !== undefined) return known;
  const day = new Date(number * MS_PER_DAY).toISOString().slice(0, 10);
  if (days.size >= DAYS_KEPT) days.clear();
  days.set(number, day);
  return day;
}

/** Days since the epoch, UTC. */
export function dayNumber(time: number): number {
  return Math.floor(time / MS_PER_DAY);
}

export const EVENTS = 'events/';
export const HELD = 'held/';

/** One course on one UTC day: the unit of merging, one object. */
export interface CourseDay {
  readonly slug: string;
  readonly day: string;
}

export function eventsKey({ slug, day }: CourseDay): string {
  return `${EVENTS}course=${slug}/month=${day.slice(0, 7)}/${day}.parquet`;
}

export function heldKey({ slug, day }: CourseDay): string {
  return `${HELD}course=${slug}/month=${day.slice(0, 7)}/${day}.parquet`;
}

/** The course-day of a merged or held file's key, or null when the key is not one. */
export function courseDayOf(key: string): CourseDay | null {
  const parts = /^(?:events|held)\/course=([a-z0-9-]+)\/month=\d{4}-\d{2}\/(\d{4}-\d{2}-\d{2})\.parquet$/.exec(key);
  return parts?.[1] !== undefined && parts[2] !== undefined ? { slug: parts[1], day: parts[2] } : null;
}

export function rawKey(source: string, receivedDay: string, group: string): string {
  return `raw/source=${source}/day=${receivedDay}/${group}.jsonl.zst`;
}

export function receiptKey(receivedDay: string, group: string): string {
  return `receipts/day=${receivedDay}/${group}.json`;
}

const WITHDRAWAL = '.withdrawal.zst';

export function stagingPrefix(shard: number): string {
  return `staging/shard=${String(shard).padStart(2, '0')}/`;
}

export function stagingKey(shard: number, group: string, digest: string): string {
  return `${stagingPrefix(shard)}${group}-${digest}.parquet`;
}

/** A withdrawal staged for merge; see withdrawal.ts. */
export function withdrawalKey(shard: number, group: string, digest: string): string {
  return `${stagingPrefix(shard)}${group}-${digest}${WITHDRAWAL}`;
}

export function isWithdrawal(key: string): boolean {
  return key.endsWith(WITHDRAWAL);
}

/** shard = hash(course) mod N, from the hex digest that ends the slug. */
export function shardOf(slug: string, shards: ShardCount): number {
  return Number.parseInt(slug.slice(-8), 16) % shards;
}
