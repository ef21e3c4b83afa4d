/**
 * Does `work` for each item, at most so many at a time, begun in their order; an item is asked for when its turn comes. After a failure
 * nothing new is begun; it rejects with the first failure once all that had begun has ended, so that nothing goes on behind the
 * caller's back.
 *
 * @returns the results in the order of the items
 */
export async function concurrently<T, R>(atOnce: number, items: Iterable<T>, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const failures: unknown[] = [];
  // Shared by all workers: each goes on where the one before left off.
  const queue = numbered(items);
  const worker = async (): Promise<void> => {
    for (const [i, item] of queue) {
      if (failures.length > 0) return;
      try {
        results[i] = await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}

function* numbered<T>(items: Iterable<T>): Generator<readonly [number, T]> {
  let i = 0;
  for (const item of items) yield [i++, item];
}
