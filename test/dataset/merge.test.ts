import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Row } from '#core/dataset/columns.ts';
import { eventsKey, heldKey } from '#core/dataset/layout.ts';
import { type MergeDeps, mergeCourseDay, ROW_GROUP } from '#core/dataset/merge.ts';
import { mergeShard } from '#core/dataset/merge-shard.ts';
import { openParquet } from '#core/dataset/parquet/read.ts';
import { parquetBytes } from '#core/dataset/parquet/write.ts';
import { SETTLE_MS, sweepFences } from '#core/dataset/sweep.ts';
import { rowAt, tableOf } from '#core/dataset/table.ts';
import type { FenceKind, Registry } from '#core/ports/registry.ts';
import { stage } from '#core/process/stage.ts';
import type { LearnerToken } from '#core/pseudonymise/pseudonym.ts';
import { ManualClock } from '../support/memory/clock.ts';
import { MemoryStore } from '../support/memory/object-store.ts';
import { memoryRegistry } from '../support/memory/registry.ts';
import { COURSE, DAY, KEY, row, SLUG } from '../support/rows.ts';

const target = { slug: SLUG, day: DAY, courseKey: KEY };
const key = eventsKey(target);
const NEXT = new Date(Date.parse(DAY) + 86_400_000).toISOString().slice(0, 10);
const anna = 'p1aaaaaaaaaaaaaaaaaaaaaaaaaa' as LearnerToken;
const bruno = 'p1bbbbbbbbbbbbbbbbbbbbbbbbbb' as LearnerToken;
const chloe = 'p1cccccccccccccccccccccccccc' as LearnerToken;

let objects: MemoryStore;
let registry: ReturnType<typeof memoryRegistry>;
let deps: MergeDeps;
let published: string[];

beforeEach(() => {
  objects = new MemoryStore();
  registry = memoryRegistry();
  published = [];
  deps = { objects, registry, engine: { publish: async ({ slug, month }) => void published.push(`${slug}/${month}`) } };
});

afterEach(() => registry.close());

async function read(
  name = key,
): Promise<{ readonly rows: Row[]; readonly metadata: Readonly<Record<string, string>>; readonly etag: string }> {
  const object = await objects.open(name);
  if (object === null) throw new Error('there is no such file');
  const file = await openParquet(object);
  const rows: Row[] = [];
  for await (const table of file.tables()) for (let i = 0; i < table.length; i++) rows.push(rowAt(table, i));
  return { rows, metadata: file.metadata, etag: object.etag };
}

const merge = (...staged: Row[]) => mergeCourseDay({ ...target, staged }, deps);
const ids = (rows: readonly Row[]) => rows.map(({ event_id }) => event_id);

/** A registry that knows these fences and nothing else. */
function fenced(...fences: readonly (readonly [LearnerToken, FenceKind, LearnerToken?])[]): Registry {
  const all = fences.map(([learner, kind, becomes]) => ({ courseKey: KEY, learner, kind, at: 1, becomes: becomes ?? null }));
  return new Proxy(registry, {
    get(real, name) {
      if (name === 'fences') return async () => all;
      const member: unknown = Reflect.get(real, name, real);
      return typeof member === 'function' ? member.bind(real) : member;
    },
  });
}

describe('mergeCourseDay', () => {
  it('sorts by time, then event id, across merges', async () => {
    await merge(row('e1d', { time: 5 }), row('e1a', { time: 9 }), row('e1c', { time: 5 }));
    await merge(row('e1b', { time: 7 }), row('e1z', { time: 1 }), row('e1cc', { time: 5 }));
    expect(ids((await read()).rows)).toEqual(['e1z', 'e1c', 'e1cc', 'e1d', 'e1b', 'e1a']);
  });

  it('keeps one row of an event, whatever comes first: highest transform version, earliest received, smallest bytes', async () => {
    const versions = [
      row('e1x', { transform_version: 1, received_on: 3, action: 'played' }),
      row('e1x', { transform_version: 2, received_on: 5, action: 'seeked' }),
      row('e1x', { transform_version: 2, received_on: 4, action: 'paused', time: 8_000 }),
      row('e1x', { transform_version: 2, received_on: 4, action: 'loaded', time: 9_000 }),
    ];
    for (const order of permutations(versions)) {
      objects = new MemoryStore();
      deps = { ...deps, objects };
      for (const each of order) await merge(each);
      const apart = (await read()).rows;
      objects = new MemoryStore();
      deps = { ...deps, objects };
      await merge(...order);
      const together = (await read()).rows;
      expect(apart).toEqual(together);
      expect(apart).toMatchObject([{ transform_version: 2, received_on: 4, action: 'paused' }]);
    }
  });

  it('writes nothing when nothing changes', async () => {
    await merge(row('e1a'), row('e1b'));
    const before = await read();
    expect(await merge(row('e1a'))).toMatchObject({ written: false });
    expect(await merge()).toMatchObject({ written: false });
    expect((await read()).etag).toBe(before.etag);
  });

  it('raises the generation at every rewrite', async () => {
    await merge(row('e1a'));
    await merge(row('e1b'));
    expect((await read()).metadata).toMatchObject({ generation: '2', schema_version: '1' });
  });

  it('writes equal bytes for equal rows in whatever order', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => row(`e1${String(i).padStart(4, '0')}`, { time: i % 7 }));
    await merge(...rows);
    const first = (await objects.get(key))?.body;
    objects = new MemoryStore();
    deps = { ...deps, objects };
    await merge(...rows.toReversed());
    expect(Buffer.from((await objects.get(key))?.body ?? []).equals(Buffer.from(first ?? []))).toBe(true);
  });

  it('starts over when another merge was quicker, and loses no row', async () => {
    let overtaken = false;
    const racing = new Proxy(objects, {
      get(real, name) {
        if (name !== 'put') return (Reflect.get(real, name, real) as (...args: unknown[]) => unknown).bind(real);
        return async (...args: Parameters<MemoryStore['put']>) => {
          if (!overtaken) {
            overtaken = true;
            await merge(row('e1quick'));
          }
          return real.put(...args);
        };
      },
    });
    await mergeCourseDay({ ...target, staged: [row('e1slow')] }, { ...deps, objects: racing });
    expect(ids((await read()).rows).sort()).toEqual(['e1quick', 'e1slow']);
  });

  it('tells the engine of a month before the first put into it', async () => {
    await merge(row('e1a'));
    expect(published).toEqual([`${SLUG}/2026-03`]);
  });

  it('cuts row groups at a fixed size', async () => {
    await merge(...Array.from({ length: ROW_GROUP + 1 }, (_, i) => row(`e1${String(i).padStart(6, '0')}`)));
    const object = await objects.open(key);
    const lengths: number[] = [];
    if (object !== null) for await (const table of (await openParquet(object)).tables()) lengths.push(table.length);
    expect(lengths).toEqual([ROW_GROUP, 1]);
  });

  it('leaves a file of a higher schema version alone, and keeps what is staged for it', async () => {
    await objects.put(key, await parquetBytes([tableOf([row('e1new')])], { schema_version: '99', generation: '4' }));
    const before = await read();
    await stage('g1', [{ slug: SLUG, row: row('e1old') }], 1, objects);
    const report = await mergeShard(0, { ...deps, clock: new ManualClock(0) });
    expect(report).toMatchObject({ staged: 0, written: 0, waiting: 1, finished: true });
    expect((await read()).etag).toBe(before.etag);
    const left: string[] = [];
    for await (const { key: name } of objects.list('staging/')) left.push(name);
    expect(left).toHaveLength(1);
  });
});

describe('mergeShard', () => {
  const left = async (): Promise<number> => {
    let count = 0;
    for await (const _ of objects.list('staging/')) count++;
    return count;
  };
  const days = (count: number) => Array.from({ length: count }, (_, n) => Date.parse(DAY) + n * 86_400_000);

  it('when time runs out, deletes the files whose course-days are all put: the next run goes on from there', async () => {
    for (const [n, time] of days(12).entries()) await stage(`g${n}`, [{ slug: SLUG, row: row(`e1${n}`, { time }) }], 1, objects);
    const clock = new ManualClock(0);
    const ticking = {
      ...deps,
      clock,
      engine: {
        publish: async () => {
          clock.advance(1_000);
        },
      },
    };
    const first = await mergeShard(0, ticking, { until: 3_000 });
    expect(first.finished).toBe(false);
    expect(first.staged).toBeGreaterThan(2);
    expect(await left()).toBe(12 - first.staged);
    expect(await mergeShard(0, ticking)).toMatchObject({ finished: true, staged: 12 - first.staged, written: 12 - first.staged });
  });

  it('takes the oldest files first, whatever their names, so that what a day gains stands at its end', async () => {
    const clock = new ManualClock(0);
    objects = new MemoryStore(() => clock.now());
    const [today = 0] = days(1);
    const names = ['g9', 'g2', 'g7', 'g1', 'g5', 'g3', 'g8'];
    for (const [n, name] of names.entries()) {
      clock.advance(1_000);
      await stage(name, [{ slug: SLUG, row: row(`e1${n}`, { time: today + n }) }], 1, objects);
    }
    const opened: string[] = [];
    const open = objects.open.bind(objects);
    objects.open = (name) => {
      const [, group] = /shard=00\/(g\d)/.exec(name) ?? [];
      if (group !== undefined) opened.push(group);
      return open(name);
    };
    await mergeShard(0, { ...deps, objects, clock });
    expect(opened).toEqual(names);
  });

  it('is stopped by no file that cannot be read, staged or merged', async () => {
    const [today = 0, tomorrow = 0] = days(2);
    await stage('g1', [{ slug: SLUG, row: row('e1a', { time: today }) }], 1, objects);
    await stage('g2', [{ slug: SLUG, row: row('e1b', { time: tomorrow }) }], 1, objects);
    await objects.put('staging/shard=00/g3-x.parquet', Buffer.from('PAR1 nothing of the kind PAR1'));
    await objects.put(eventsKey({ slug: SLUG, day: NEXT }), Buffer.from('PAR1 nothing of the kind PAR1'));
    const report = await mergeShard(0, { ...deps, clock: new ManualClock(0) });
    expect(report).toMatchObject({ staged: 1, written: 1, waiting: 2, finished: true });
    expect(ids((await read()).rows)).toEqual(['e1a']);
    expect(await left()).toBe(2);
  });
});

describe('fences', () => {
  it.each(['erase', 'object'] as const)('%s removes rows that stand and rows that come', async (kind) => {
    await merge(row('e1a', { learner: anna }), row('e1b', { learner: bruno }));
    deps = { ...deps, registry: fenced([anna, kind]) };
    await merge(row('e1c', { learner: anna }), row('e1d', { learner: bruno }));
    expect(ids((await read()).rows)).toEqual(['e1b', 'e1d']);
  });

  it('relabels along chains of joins', async () => {
    await merge(row('e1a', { learner: anna }));
    deps = { ...deps, registry: fenced([anna, 'relabel', bruno], [bruno, 'relabel', chloe]) };
    await merge(row('e1b', { learner: bruno }));
    expect((await read()).rows.map(({ learner }) => learner)).toEqual([chloe, chloe]);
  });

  it('erases a learner under every name she had', async () => {
    await merge(row('e1a', { learner: anna }), row('e1b', { learner: bruno }));
    deps = { ...deps, registry: fenced([anna, 'relabel', bruno], [bruno, 'erase']) };
    await merge();
    expect((await read()).rows).toEqual([]);
  });

  it('leaves an emptied file, with no rows', async () => {
    await merge(row('e1a', { learner: anna }));
    deps = { ...deps, registry: fenced([anna, 'erase']) };
    await merge();
    expect((await read()).metadata).toMatchObject({ generation: '2' });
  });

  it('moves restricted rows to the held store', async () => {
    await merge(row('e1a', { learner: anna }), row('e1b', { learner: bruno }));
    deps = { ...deps, registry: fenced([anna, 'restrict']) };
    await merge(row('e1c', { learner: anna }));
    expect(ids((await read()).rows)).toEqual(['e1b']);
    expect(ids((await read(heldKey(target))).rows)).toEqual(['e1a', 'e1c']);
  });

  it('removes late rows of a de-identified learner and leaves the merged ones to the sweep', async () => {
    await merge(row('e1a', { learner: anna }));
    deps = { ...deps, registry: fenced([anna, 'deidentify']) };
    await merge(row('e1b', { learner: anna }));
    expect(ids((await read()).rows)).toEqual(['e1a']);
  });

  it('reads them after its inputs: one that comes while the file is read is obeyed', async () => {
    await merge(row('e1a', { learner: anna }));
    let forgotten = false;
    const late = new Proxy(registry, {
      get(real, name) {
        if (name === 'fences')
          return async () => (forgotten ? [{ courseKey: KEY, learner: anna, kind: 'erase', at: 1, becomes: null }] : []);
        return (Reflect.get(real, name, real) as (...args: unknown[]) => unknown).bind(real);
      },
    });
    const watching = new Proxy(objects, {
      get(real, name) {
        const member = (Reflect.get(real, name, real) as (...args: unknown[]) => unknown).bind(real);
        if (name !== 'open') return member;
        return async (...args: unknown[]) => {
          const opened = await member(...args);
          forgotten = true;
          return opened;
        };
      },
    });
    await mergeCourseDay({ ...target, staged: [row('e1b', { learner: anna })] }, { ...deps, objects: watching, registry: late });
    expect((await read()).rows).toEqual([]);
  });
});

describe('sweepFences', () => {
  let clock: ManualClock;
  beforeEach(async () => {
    clock = new ManualClock(1_000_000);
    objects = new MemoryStore(() => clock.now());
    deps = { ...deps, objects };
    const learner = { id: 'l1', salt: new Uint8Array(32).fill(1), at: 1, aliases: [{ alias: 'a1x' as never, isUserId: true }] };
    await registry.claimCourses([{ courseKey: KEY, slug: SLUG, source: 'campus', courseId: COURSE, keyVersion: 1 }]);
    await registry.change([{ kind: 'create', ...learner }]);
    await registry.widen([{ learner: 'l1', courseKey: KEY, firstDay: DAY, lastDay: NEXT, lastActivity: 1 }]);
  });

  const forget = async (kind: 'erase' | 'restrict'): Promise<void> => {
    const mark = { kind, at: clock.now(), expiresAt: clock.now() * 2 } as const;
    await registry.forget({ learner: 'l1', mark, fences: [{ courseKey: KEY, learner: anna, kind, at: mark.at, becomes: null }] });
  };

  it('brings merged files in line at once, and again after everything under way has settled', async () => {
    await merge(row('e1a', { learner: anna }), row('e1b', { learner: bruno }));
    await forget('erase');
    const shard = { ...deps, clock };
    expect((await sweepFences(shard)).replaced).toBe(1);
    expect(ids((await read()).rows)).toEqual(['e1b']);

    // A zombie put the row back from a copy that it had read before.
    await objects.put(key, await parquetBytes([tableOf([row('e1a', { learner: anna })])], { schema_version: '1', generation: '3' }));
    expect((await sweepFences(shard)).replaced).toBe(0);
    clock.advance(SETTLE_MS);
    expect((await sweepFences(shard)).replaced).toBe(1);
    expect((await read()).rows).toEqual([]);
    expect(await registry.pendingSweeps(clock.now() + SETTLE_MS, SETTLE_MS)).toEqual([]);
  });

  it('reaches rows that were held before their day had a merged file', async () => {
    await forget('restrict');
    await merge(row('e1a', { learner: anna }));
    expect(await objects.open(key)).toBeNull();
    expect((await read(heldKey(target))).rows).toHaveLength(1);
    clock.advance(SETTLE_MS);
    await sweepFences({ ...deps, clock });
    await forget('erase');
    await sweepFences({ ...deps, clock });
    expect((await read(heldKey(target))).rows).toEqual([]);
  });

  it.each([
    [
      'of a newer program',
      async () => parquetBytes([tableOf([row('e1new', { learner: anna })])], { schema_version: '99', generation: '1' }),
    ],
    ['that cannot be read', async () => Buffer.from('PAR1 and then nothing of the kind PAR1')],
  ])('a file %s keeps no other from it, and the fence is not done', async (_, closed) => {
    const next = { ...target, day: NEXT };
    await merge(row('e1a', { learner: anna }));
    await objects.put(eventsKey(next), await closed());
    await forget('erase');
    expect(await sweepFences({ ...deps, clock })).toEqual({ replaced: 1, left: 1 });
    expect((await read()).rows).toEqual([]);
    expect(await registry.pendingSweeps(clock.now(), SETTLE_MS)).toHaveLength(1);
  });

  it('reaches a day that nobody knew of when it was decided, if its file changed shortly before', async () => {
    const late = '2026-06-01';
    await mergeCourseDay({ ...target, day: late, staged: [row('e1late', { learner: anna, time: Date.parse(late) })] }, deps);
    clock.advance(60_000);
    await forget('erase');
    await sweepFences({ ...deps, clock });
    expect((await read(eventsKey({ ...target, day: late }))).rows).toEqual([]);
  });

  it('begins no course-day after its time, and goes on the next time', async () => {
    await merge(row('e1a', { learner: anna }));
    await forget('erase');
    expect(await sweepFences({ ...deps, clock }, clock.now())).toEqual({ replaced: 0, left: 0 });
    expect(await sweepFences({ ...deps, clock }, clock.now() + 1)).toEqual({ replaced: 1, left: 0 });
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}
