import { concurrently as atMost } from '#core/concurrently.ts';

/** Requests under way at once for one call: enough to hide a round trip of some milliseconds, few enough for a new table's partitions. */
const AT_ONCE = 16;

export function concurrently<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  return atMost(AT_ONCE, items, work);
}

export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}
