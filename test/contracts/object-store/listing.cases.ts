import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ObjectStore } from '#core/ports/object-store.ts';
import { bytes, keysOf, listed } from './objects.ts';

export function listing(store: () => ObjectStore): void {
  test('tells key and size of what begins with the prefix, also within a name', async () => {
    for (const key of ['a/1', 'a/22', 'ab/1', 'b']) await store().put(key, bytes(key));
    expect(await keysOf(store(), 'a/')).toEqual(['a/1', 'a/22']);
    expect(await keysOf(store(), 'a')).toEqual(['a/1', 'a/22', 'ab/1']);
    expect(await keysOf(store(), 'a/2')).toEqual(['a/22']);
    expect(await keysOf(store(), 'nothing/here/')).toEqual([]);
    expect(await keysOf(store(), 'b/')).toEqual([]);
    const [found] = await listed(store(), 'a/22');
    expect(found?.size).toBe(4);
    // S3 tells whole seconds, and an emulator's clock is this machine's.
    expect(Math.abs((found?.modified ?? 0) - Date.now())).toBeLessThan(30_000);
  });

  test('orders whole keys by code unit, folders included', async () => {
    const keys = ['a/b', 'a-b', 'a.b', 'a=b', 'a/a/a', 'a/a-', 'a/a=', 'A', 'a-/b', 'a_'];
    for (const key of keys) await store().put(key, bytes(''));
    expect(await keysOf(store(), '')).toEqual(keys.toSorted());
  });

  test('orders any keys by code unit under any prefix', async () => {
    const segment = fc.string({ unit: fc.constantFrom('a', 'b', 'B', '0', '-', '_', '=', '.'), minLength: 1, maxLength: 3 });
    const key = fc.array(
      segment.filter((name) => !name.startsWith('.')),
      { minLength: 1, maxLength: 3 },
    );
    let run = 0;
    const property = fc.asyncProperty(fc.array(key, { maxLength: 12 }), fc.nat(8), async (paths, cut) => {
      const root = `run${run++}/`;
      const put: string[] = [];
      for (const path of paths.map((parts) => root + parts.join('/'))) {
        // A key that is also a folder of another is S3's alone; no layout of ours has one.
        if (put.some((other) => other.startsWith(`${path}/`) || path.startsWith(`${other}/`))) continue;
        await store().put(path, bytes(''));
        put.push(path);
      }
      const prefix = root + (put[0] ?? '').slice(root.length, root.length + cut);
      const expected = [...new Set(put)].filter((path) => path.startsWith(prefix)).sort();
      expect(await keysOf(store(), prefix)).toEqual(expected);
    });
    await fc.assert(property, { numRuns: 60 });
  });

  test('tells all of more than a thousand, each once and in order', { timeout: 120_000 }, async () => {
    const keys = Array.from({ length: 1_203 }, (_, i) => `many/${i}`);
    // A few at a time: a store may be far away.
    for (let i = 0; i < keys.length; i += 50) await Promise.all(keys.slice(i, i + 50).map((key) => store().put(key, bytes(''))));
    await store().put('other/1', bytes(''));
    expect(await keysOf(store(), 'many/')).toEqual(keys.toSorted());
    expect(await keysOf(store(), 'many/1')).toEqual(keys.filter((key) => key.startsWith('many/1')).toSorted());
    expect(await keysOf(store(), '')).toHaveLength(1_204);
  });

  test('objects deleted while it goes on do no harm', async () => {
    for (const key of ['a', 'b/1', 'c']) await store().put(key, bytes(''));
    const seen: string[] = [];
    for await (const { key } of store().list('')) {
      seen.push(key);
      await store().delete('b/1');
      await store().delete('c');
    }
    expect(seen[0]).toBe('a');
  });
}
