import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Intake, IntakeGroup } from '#core/ports/intake.ts';
import type { Batch } from '#core/receive/batch.ts';

export interface IntakeUnderTest {
  readonly intake: Intake;
  /** The intake as a new worker finds it after the old one died. */
  restart(): Promise<Intake>;
  close(): void | Promise<void>;
}

/** A batch id has the form of a token. */
export function batchOf(name: string, received: number, lines: readonly string[] = ['{}']): Batch {
  return { id: `b1${name.padEnd(26, 'a')}`, source: 'campus', dialect: null, received, lines, occurrences: new Map() };
}

const idsOf = (group: IntakeGroup | null): string[] | null => (group === null ? null : group.batches.map((batch) => batch.id).sort());
const ids = (...batches: readonly Batch[]): string[] => batches.map((batch) => batch.id).sort();
const MANY = 1_000_000;

/** What every Intake promises. `make` gives an empty one. */
export function describeIntake(name: string, make: () => Promise<IntakeUnderTest>): void {
  describe(`Intake: ${name}`, () => {
    let intake: Intake;
    let under: IntakeUnderTest;
    beforeEach(async () => {
      under = await make();
      intake = under.intake;
    });
    afterEach(() => under.close());

    describe('submit and take', () => {
      test('what is submitted is taken, once', async () => {
        const batch: Batch = { ...batchOf('x', 5, ['one', 'two']), dialect: 'xapi', occurrences: new Map([[1, 3]]) };
        await intake.submit(batch);
        expect((await intake.take(10))?.batches).toEqual([batch]);
        expect(await intake.take(10)).toBeNull();
      });

      test('nothing waits in a new one', async () => {
        expect(await intake.take(10)).toBeNull();
        expect(await intake.depth()).toEqual({ batches: 0, oldest: null, deadLetters: 0 });
      });

      test('lines of any text come back as they were', async () => {
        const line = fc.string({ unit: 'binary', maxLength: 60 }).filter((text) => !text.includes('\n'));
        const special = fc.constantFrom('', '\0', 'a\rb', '\r', '\u2028', '\ufeff', '😀', '{"v":1}', ' ');
        const lines = fc.array(fc.oneof(line, special), { maxLength: 8 });
        const occurrences = fc.dictionary(fc.nat(7).map(String), fc.integer({ min: 1, max: 9 }), { noNullPrototype: true });
        let run = 0;
        const property = fc.asyncProperty(lines, occurrences, fc.option(fc.constant('moodle')), async (sent, counts, dialect) => {
          const counted = new Map(Object.entries(counts).map(([index, n]) => [Number(index), n]));
          const batch: Batch = { ...batchOf(`run-${run++}-`, run, sent), dialect, occurrences: counted };
          await intake.submit(batch);
          const group = await intake.take(MANY);
          expect(group?.batches).toEqual([batch]);
          await group?.done();
        });
        await fc.assert(property, { numRuns: 60 });
      });

      test('a group has at most so many bytes, but one batch at least', async () => {
        const bulky = (name: string, received: number): Batch => ({ ...batchOf(name, received), lines: ['x'.repeat(10_000)] });
        for (const batch of [bulky('a', 1), bulky('b', 2), bulky('c', 3)]) await intake.submit(batch);
        const sizes: (number | undefined)[] = [];
        for (const most of [25_000, 100]) sizes.push((await intake.take(MANY, most))?.batches.length);
        expect(sizes).toEqual([2, 1]);
      });

      test('a group has at most so many lines, but one batch at least', async () => {
        const batches = [3, 3, 5, 20].map((lines, i) => batchOf(`n${i}`, i, new Array<string>(lines).fill('x')));
        for (const batch of batches) await intake.submit(batch);
        const groups: number[][] = [];
        for (let group = await intake.take(7); group !== null; group = await intake.take(7)) {
          groups.push(group.batches.map((batch) => batch.lines.length));
        }
        for (const group of groups) expect(group.length === 1 || group.reduce((sum, lines) => sum + lines, 0) <= 7).toBe(true);
        expect(groups.flat().toSorted((a, b) => a - b)).toEqual([3, 3, 5, 20]);
      });

      test('a batch without lines is a batch', async () => {
        await intake.submit(batchOf('empty', 1, []));
        expect((await intake.take(10))?.batches[0]?.lines).toEqual([]);
      });

      test('many at once all arrive', async () => {
        const batches = Array.from({ length: 60 }, (_, i) => batchOf(`many-${i}-`, i));
        await Promise.all(batches.map((batch) => intake.submit(batch)));
        expect(idsOf(await intake.take(MANY))).toEqual(ids(...batches));
      });
    });

    describe('the same batch again', () => {
      test('comes at least once, whatever came before', async () => {
        await intake.submit(batchOf('x', 100));
        await intake.submit(batchOf('x', 200));
        const group = await intake.take(10);
        expect(idsOf(group)).toEqual(ids(batchOf('x', 0)));
        expect(group?.batches[0]?.received).toBe(100);
        await group?.done();
      });

      test('waits again once the first is done', async () => {
        await intake.submit(batchOf('x', 100));
        await (await intake.take(10))?.done();
        await intake.submit(batchOf('x', 200));
        expect((await intake.take(10))?.batches[0]?.received).toBe(200);
      });
    });

    describe('after a crash', () => {
      test('what waited, waits; what was taken and not done waits again, with its first receipt time', async () => {
        const [first, second, third] = [batchOf('first', 1), batchOf('second', 2), batchOf('third', 3)];
        for (const batch of [first, second, third]) await intake.submit(batch);
        await (await intake.take(1))?.done();
        await intake.take(1);
        const next = await under.restart();
        await next.recover();
        expect((await next.take(MANY))?.batches.map((batch) => batch.received).toSorted()).toEqual([2, 3]);
        expect(await next.take(MANY)).toBeNull();
      });

      test('recover makes the same worker’s own groups wait again, and counts them', async () => {
        const batches = [batchOf('a', 1), batchOf('b', 2), batchOf('c', 3)];
        for (const batch of batches) await intake.submit(batch);
        await intake.take(2);
        expect(await intake.recover()).toBe(2);
        expect(await intake.recover()).toBe(0);
        expect(idsOf(await intake.take(MANY))).toEqual(ids(...batches));
      });

      test('a group done late, after it was handed out again, is done', async () => {
        await intake.submit(batchOf('x', 1));
        const zombie = await intake.take(1);
        await intake.recover();
        const again = await intake.take(1);
        await zombie?.done();
        await again?.done();
        await intake.recover();
        expect(await intake.take(1)).toBeNull();
      });
    });

    describe('dead letters', () => {
      test('wait apart, and return when redriven, with their first receipt time', async () => {
        await intake.submit(batchOf('bad', 100));
        await (await intake.take(10))?.setAside(batchOf('bad', 100).id, 'batch_unreadable');
        expect(await intake.take(10)).toBeNull();
        expect(await intake.depth()).toEqual({ batches: 0, oldest: null, deadLetters: 1 });
        expect(await intake.recover()).toBe(0);
        expect(await intake.redrive()).toBe(1);
        expect(await intake.redrive()).toBe(0);
        expect((await intake.take(10))?.batches[0]?.received).toBe(100);
        expect((await intake.depth()).deadLetters).toBe(0);
      });

      test('one of a group is set aside, the rest is done, and done does not reach the redriven one', async () => {
        const [good, bad, fine] = [batchOf('good', 1), batchOf('bad', 2), batchOf('fine', 3)];
        for (const batch of [good, bad, fine]) await intake.submit(batch);
        const group = await intake.take(10);
        await group?.setAside(bad.id, 'query_failed');
        await group?.setAside('not of this group', 'query_failed');
        expect(await intake.redrive()).toBe(1);
        await group?.done();
        expect(idsOf(await intake.take(10))).toEqual([bad.id]);
        expect((await intake.depth()).batches).toBe(1);
      });

      test('outlive a crash', async () => {
        await intake.submit(batchOf('bad', 100));
        await (await intake.take(10))?.setAside(batchOf('bad', 100).id, 'query_failed');
        const next = await under.restart();
        await next.recover();
        expect(await next.take(10)).toBeNull();
        expect(await next.redrive()).toBe(1);
        expect(await next.take(10)).not.toBeNull();
      });
    });

    test('depth counts what waits, what is under way, and the dead letters', async () => {
      for (const name of ['a', 'b', 'c']) await intake.submit(batchOf(name, 100));
      const group = await intake.take(1);
      await group?.setAside(group.batches[0]?.id ?? '', 'query_failed');
      expect(await intake.depth()).toMatchObject({ batches: 2, deadLetters: 1 });
    });
  });
}

/** What an Intake on one machine promises beside: order, and that equal batches are one. */
export function describeOrderedIntake(name: string, make: () => Promise<IntakeUnderTest>): void {
  describe(`Ordered intake: ${name}`, () => {
    let intake: Intake;
    let under: IntakeUnderTest;
    beforeEach(async () => {
      under = await make();
      intake = under.intake;
    });
    afterEach(() => under.close());

    describe('submit and take', () => {
      test('the oldest come first, whatever order they were submitted in', async () => {
        const [old, middle, young] = [batchOf('old', 100), batchOf('middle', 200), batchOf('young', 30_000)];
        for (const batch of [young, old, middle]) await intake.submit(batch);
        const taken = [await intake.take(1), await intake.take(1), await intake.take(1)];
        expect(taken.map((group) => group?.batches[0]?.id)).toEqual([old.id, middle.id, young.id]);
      });

      test('a group has at most so many lines, but one batch at least', async () => {
        const batches = [3, 3, 5, 20].map((lines, i) =>
          batchOf(
            `n${i}`,
            i,
            Array.from({ length: lines }, () => 'x'),
          ),
        );
        for (const batch of batches) await intake.submit(batch);
        const sizes: number[][] = [];
        for (let group = await intake.take(7); group !== null; group = await intake.take(7)) {
          sizes.push(group.batches.map((batch) => batch.lines.length));
        }
        expect(sizes).toEqual([[3, 3], [5], [20]]);
      });

      test('two takes at once share nothing', async () => {
        const batches = Array.from({ length: 10 }, (_, i) => batchOf(`n${i}-`, i));
        for (const batch of batches) await intake.submit(batch);
        const groups = await Promise.all([intake.take(5), intake.take(5), intake.take(5)]);
        const taken = groups.flatMap((group) => group?.batches.map((batch) => batch.id) ?? []);
        expect(taken.toSorted()).toEqual(ids(...batches));
      });
    });

    describe('the same batch again', () => {
      test('waits once, with its first receipt time', async () => {
        await intake.submit(batchOf('x', 100));
        await intake.submit(batchOf('x', 50));
        await intake.submit(batchOf('x', 200));
        expect((await intake.depth()).batches).toBe(1);
        expect((await intake.take(10))?.batches.map((batch) => batch.received)).toEqual([100]);
        expect(await intake.take(10)).toBeNull();
      });

      test('at once, too', async () => {
        await Promise.all([3, 1, 2, 4].map((received) => intake.submit(batchOf('x', received))));
        expect((await intake.take(10))?.batches.map((batch) => batch.received)).toEqual([3]);
        expect(await intake.take(10)).toBeNull();
      });

      test('does not wait beside the one that is being worked on', async () => {
        await intake.submit(batchOf('x', 100));
        const group = await intake.take(10);
        await intake.submit(batchOf('x', 200));
        expect(await intake.take(10)).toBeNull();
        await group?.done();
        expect(await intake.take(10)).toBeNull();
        expect((await intake.depth()).batches).toBe(0);
      });
    });

    describe('after a crash', () => {
      test('what was taken by the dead waits beside nothing new of its kind', async () => {
        await intake.submit(batchOf('x', 2));
        await intake.take(1);
        const next = await under.restart();
        await next.recover();
        await next.submit(batchOf('x', 99));
        expect((await next.take(MANY))?.batches.map((batch) => batch.received)).toEqual([2]);
        expect(await next.take(MANY)).toBeNull();
      });
    });

    describe('dead letters', () => {
      test('redriven beside a new sending, wait once', async () => {
        await intake.submit(batchOf('x', 100));
        await (await intake.take(10))?.setAside(batchOf('x', 100).id, 'query_failed');
        await intake.submit(batchOf('x', 200));
        await intake.redrive();
        expect((await intake.take(10))?.batches.map((batch) => batch.received)).toEqual([100]);
        expect(await intake.take(10)).toBeNull();
      });
    });

    describe('depth', () => {
      test('counts a batch until it is done, and tells the oldest receipt', async () => {
        await intake.submit(batchOf('a', 300));
        await intake.submit(batchOf('b', 100));
        expect(await intake.depth()).toEqual({ batches: 2, oldest: 100, deadLetters: 0 });
        const group = await intake.take(1);
        expect(await intake.depth()).toEqual({ batches: 2, oldest: 100, deadLetters: 0 });
        await group?.done();
        expect(await intake.depth()).toEqual({ batches: 1, oldest: 300, deadLetters: 0 });
      });
    });
  });
}
