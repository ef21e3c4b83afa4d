import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ObjectStore } from '#core/ports/object-store.ts';
import { keys } from './object-store/keys.cases.ts';
import { listing } from './object-store/listing.cases.ts';
import { bytes, keysOf, listed, text } from './object-store/objects.ts';

export interface StoreUnderTest {
  readonly store: ObjectStore;
  close(): void | Promise<void>;
}

async function* chunks(...parts: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  for (const part of parts) yield part;
}

/** What every ObjectStore promises. `make` gives an empty one. */
export function describeObjectStore(name: string, make: () => StoreUnderTest | Promise<StoreUnderTest>): void {
  describe(`ObjectStore: ${name}`, () => {
    let store: ObjectStore;
    let close: () => void | Promise<void>;
    beforeEach(async () => {
      const made = await make();
      store = made.store;
      close = () => made.close();
    });
    afterEach(() => close());

    const etagOf = async (key: string): Promise<string> => {
      const found = await store.get(key);
      if (found === null) throw new Error('The object is missing.');
      return found.etag;
    };

    describe('put and get', () => {
      test('what is put is what is got, with the same ETag', async () => {
        const put = await store.put('a/b.txt', bytes('one'));
        const got = await store.get('a/b.txt');
        expect(text(got?.body)).toBe('one');
        expect(put).toEqual({ ok: true, etag: got?.etag });
      });

      test('what was never put is null, also below an object and at a folder', async () => {
        await store.put('a/b', bytes('one'));
        expect(await store.get('a/c')).toBeNull();
        expect(await store.open('a/c')).toBeNull();
        expect(await store.get('a')).toBeNull();
        expect(await store.open('a')).toBeNull();
        expect(await store.get('a/b/c')).toBeNull();
      });

      test('an object of no bytes is an object', async () => {
        await store.put('empty', new Uint8Array(0));
        await store.put('empty-stream', chunks());
        expect((await store.get('empty'))?.body.length).toBe(0);
        expect((await store.get('empty-stream'))?.body.length).toBe(0);
        expect(await keysOf(store, '')).toEqual(['empty', 'empty-stream']);
      });

      test('a later put replaces the earlier one whole', async () => {
        await store.put('k', bytes('a long first body'));
        await store.put('k', bytes('short'));
        expect(text((await store.get('k'))?.body)).toBe('short');
      });

      test('the caller may use its buffer again', async () => {
        const buffer = Buffer.from('before');
        await store.put('k', buffer);
        buffer.write('after!');
        expect(text((await store.get('k'))?.body)).toBe('before');
      });

      test('any bytes, in any chunks', async () => {
        let run = 0;
        const property = fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 })), async (parts) => {
          const key = `any/${run++}`;
          await store.put(key, chunks(...parts));
          const got = await store.get(key);
          expect(Buffer.compare(got?.body ?? Buffer.from('missing'), Buffer.concat(parts))).toBe(0);
        });
        await fc.assert(property, { numRuns: 50 });
      });

      test('a writer may fill one buffer again for each chunk', async () => {
        const buffer = Buffer.alloc(3);
        async function* reusing(): AsyncIterable<Uint8Array> {
          for (const part of ['abc', 'def', 'ghi']) {
            buffer.write(part);
            yield buffer;
          }
        }
        await store.put('k', reusing());
        expect(text((await store.get('k'))?.body)).toBe('abcdefghi');
      });

      test('a stream that throws writes nothing, and the put rejects with its error', async () => {
        async function* breaking(): AsyncIterable<Uint8Array> {
          yield bytes('half');
          throw new Error('broken stream');
        }
        await store.put('old', bytes('old'));
        await expect(store.put('new', breaking())).rejects.toThrow('broken stream');
        await expect(store.put('old', breaking())).rejects.toThrow('broken stream');
        expect(await keysOf(store, '')).toEqual(['old']);
        expect(text((await store.get('old'))?.body)).toBe('old');
      });
    });

    describe('conditions', () => {
      test('if-none-match puts what is new and refuses what is there', async () => {
        expect(await store.put('k', bytes('first'), { ifNoneMatch: true })).toMatchObject({ ok: true });
        expect(await store.put('k', bytes('second'), { ifNoneMatch: true })).toEqual({ ok: false, reason: 'precondition_failed' });
        expect(text((await store.get('k'))?.body)).toBe('first');
      });

      test('of many if-none-match at once exactly one wins', async () => {
        const puts = Array.from({ length: 20 }, (_, i) => store.put('race', bytes(String(i)), { ifNoneMatch: true }));
        const winners = (await Promise.all(puts)).flatMap(({ ok }, i) => (ok ? [String(i)] : []));
        expect(winners).toHaveLength(1);
        expect(text((await store.get('race'))?.body)).toBe(winners[0]);
      });

      test('if-match puts over that very version only', async () => {
        await store.put('k', bytes('one'));
        const first = await etagOf('k');
        expect(await store.put('k', bytes('two'), { ifMatch: first })).toMatchObject({ ok: true });
        expect(await store.put('k', bytes('three'), { ifMatch: first })).toEqual({ ok: false, reason: 'precondition_failed' });
        expect(text((await store.get('k'))?.body)).toBe('two');
      });

      test('if-match refuses what is not there', async () => {
        await store.put('k', bytes('one'));
        const etag = await etagOf('k');
        await store.delete('k');
        expect(await store.put('k', bytes('two'), { ifMatch: etag })).toEqual({ ok: false, reason: 'precondition_failed' });
        expect(await store.get('k')).toBeNull();
      });

      test('of many if-match at once exactly one wins', async () => {
        await store.put('race', bytes('start'));
        const ifMatch = await etagOf('race');
        const puts = Array.from({ length: 20 }, (_, i) => store.put('race', bytes(`winner ${i}`), { ifMatch }));
        const winners = (await Promise.all(puts)).flatMap(({ ok }, i) => (ok ? [`winner ${i}`] : []));
        expect(winners).toHaveLength(1);
        expect(text((await store.get('race'))?.body)).toBe(winners[0]);
      });

      test('a refused put leaves nothing behind', async () => {
        await store.put('k', bytes('one'));
        await store.put('k', bytes('two'), { ifNoneMatch: true });
        await store.put('k', bytes('two'), { ifMatch: 'stale' });
        expect(await keysOf(store, '')).toEqual(['k']);
      });
    });

    describe('ETags', () => {
      test('get, open, list and put agree', async () => {
        const put = await store.put('k', bytes('one'));
        const opened = await store.open('k');
        const [found] = await listed(store, 'k');
        expect(new Set([put.ok && put.etag, await etagOf('k'), opened?.etag, found?.etag]).size).toBe(1);
        await opened?.close();
      });

      test('another body of the same length has another ETag', async () => {
        const etags = new Set<string>();
        for (let i = 0; i < 100; i++) {
          await store.put('k', bytes(String(100 + i)));
          etags.add(await etagOf('k'));
        }
        expect(etags.size).toBe(100);
      });
    });

    describe('open', () => {
      test('reads ranges, start included and end excluded', async () => {
        await store.put('k', bytes('0123456789'));
        const object = await store.open('k');
        expect(object?.size).toBe(10);
        expect(text(await object?.read(0, 4))).toBe('0123');
        expect(text(await object?.read(8, 10))).toBe('89');
        expect(text(await object?.read(3, 3))).toBe('');
        await object?.close();
      });

      test('keeps its version when the object is replaced or deleted, or says that it changed', async () => {
        await store.put('k', bytes('old body'));
        const object = await store.open('k');
        const readOld = async (): Promise<string> => {
          try {
            return text(await object?.read(0, 8)) ?? '';
          } catch (error) {
            return (error as { code: string }).code;
          }
        };
        await store.put('k', bytes('new body'));
        expect(['old body', 'object_changed']).toContain(await readOld());
        await store.delete('k');
        expect(['old body', 'object_changed']).toContain(await readOld());
        await object?.close();
      });
    });

    describe('list', () => listing(() => store));

    describe('delete', () => {
      test('removes the object, twice without error', async () => {
        await store.put('a/k', bytes('one'));
        await store.delete('a/k');
        await store.delete('a/k');
        await store.delete('never/was');
        expect(await store.get('a/k')).toBeNull();
        expect(await keysOf(store, '')).toEqual([]);
      });

      test('leaves the neighbours', async () => {
        await store.put('a/k', bytes('one'));
        await store.delete('a');
        expect(await keysOf(store, '')).toEqual(['a/k']);
      });
    });

    describe('keys', () => keys(() => store));
  });
}
