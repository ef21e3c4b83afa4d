import { readdirSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { SpoolName } from '#adapters/embedded/spool/name.ts';
import { SpoolQueue } from '#adapters/embedded/spool/queue.ts';
import { SharedSync } from '#adapters/embedded/spool/shared-sync.ts';
import { SpoolIntake } from '#adapters/embedded/spool-intake.ts';
import type { Intake } from '#core/ports/intake.ts';
import { encodeBatch } from '#core/receive/batch.ts';
import { batchOf } from '../../contracts/intake.suite.ts';
import { temporaryFolder } from './temporary-folder.ts';

let folder: string;
let intake: SpoolIntake;
beforeEach(() => {
  folder = temporaryFolder();
  intake = new SpoolIntake(folder);
});
const files = (of: 'waiting' | 'dead' | 'tmp'): string[] => readdirSync(join(folder, of)).toSorted();
const takenIds = async (from: Intake): Promise<string[]> => (await from.take(1_000_000))?.batches.map((batch) => batch.id) ?? [];

test('a batch is one private file, gone when done', async () => {
  const batch = batchOf('x', 1_700_000_000_000, ['a', 'b']);
  await intake.submit(batch);
  expect(files('waiting')).toEqual([`001700000000000.${batch.id}.2.${encodeBatch(batch).length}`]);
  expect(statSync(join(folder, 'waiting', files('waiting')[0] ?? '')).mode & 0o777).toBe(0o600);
  await (await intake.take(10))?.done();
  expect([files('waiting'), files('tmp'), files('dead')]).toEqual([[], [], []]);
});

describe('damaged files', () => {
  const damages: [string, (path: string) => void][] = [
    ['cut short', (path) => truncateSync(path, statSync(path).size - 1)],
    ['emptied', (path) => truncateSync(path, 0)],
    ['without a header', (path) => writeFileSync(path, 'no json\n')],
    ['with a header that says nothing', (path) => writeFileSync(path, '{"v":1}\n')],
    ['of another batch', (path) => writeFileSync(path, encodeBatch(batchOf('other', 1)))],
    ['of two batches', (path) => writeFileSync(path, Buffer.concat([encodeBatch(batchOf('bad', 1)), encodeBatch(batchOf('bad', 1))]))],
  ];
  test.each(damages)('one %s is set aside with its code and blocks nobody', async (_name, damage) => {
    for (const batch of [batchOf('bad', 1), batchOf('good', 2)]) await intake.submit(batch);
    damage(join(folder, 'waiting', files('waiting')[0] ?? ''));
    expect(await takenIds(new SpoolIntake(folder))).toEqual([batchOf('good', 2).id]);
    expect(files('dead')).toEqual([expect.stringMatching(/\.batch_unreadable$/)]);
    expect((await intake.depth()).deadLetters).toBe(1);
  });

  test('when all are damaged, nothing waits', async () => {
    for (const name of ['a', 'b']) await intake.submit(batchOf(name, 1));
    for (const file of files('waiting')) truncateSync(join(folder, 'waiting', file), 3);
    expect(await intake.take(10)).toBeNull();
    expect(files('dead')).toHaveLength(2);
  });
});

describe('other processes on the same folder', () => {
  test('submit to a worker that has already looked', async () => {
    expect(await intake.take(10)).toBeNull();
    await new SpoolIntake(folder).submit(batchOf('x', 1));
    expect(await takenIds(intake)).toEqual([batchOf('x', 1).id]);
  });

  test('are heard although the worker has batches in hand', async () => {
    await intake.submit(batchOf('in-hand', 1));
    await intake.take(10);
    await new SpoolIntake(folder).submit(batchOf('x', 2));
    expect(await takenIds(intake)).toEqual([batchOf('x', 2).id]);
  });

  test('submit the same batch: it waits once, with its first receipt time', async () => {
    const other = new SpoolIntake(folder);
    await other.take(1);
    await intake.take(1);
    await intake.submit(batchOf('x', 10));
    await other.submit(batchOf('x', 20));
    expect((await intake.depth()).batches).toBe(1);
    const group = await intake.take(10);
    expect(group?.batches.map((batch) => batch.received)).toEqual([10]);
    expect(await intake.take(10)).toBeNull();
    await group?.done();
    expect(await intake.take(10)).toBeNull();
    expect(files('waiting')).toEqual([]);
  });

  test('finish a batch that this one remembers: it is neither handed out nor thought to wait', async () => {
    for (const batch of [batchOf('x', 1), batchOf('y', 2)]) await intake.submit(batch);
    await (await new SpoolIntake(folder).take(1))?.done();
    await intake.submit(batchOf('x', 5));
    expect((await takenIds(intake)).toSorted()).toEqual([batchOf('x', 1).id, batchOf('y', 2).id]);
  });

  test('redrive for a running worker', async () => {
    await intake.submit(batchOf('x', 1));
    await (await intake.take(1))?.setAside(batchOf('x', 1).id, 'query_failed');
    expect(await new SpoolIntake(folder).redrive()).toBe(1);
    expect(await takenIds(intake)).toEqual([batchOf('x', 1).id]);
  });
});

describe('batches that come at once', () => {
  const many = Array.from({ length: 40 }, (_, i) => batchOf(`m${String(i).padStart(2, '0')}-`, 100 + i, [`line ${i}`]));
  const idsOf = (batches: readonly { readonly id: string }[]) => batches.map(({ id }) => id).toSorted();
  const submitAll = () => Promise.all(many.map((batch) => intake.submit(batch)));

  test('wait for the disk together, in few files, and are each a batch', async () => {
    await submitAll();
    expect(files('waiting').length).toBeLessThan(5);
    expect(await intake.depth()).toEqual({ batches: 40, oldest: 100, deadLetters: 0 });
    const group = await new SpoolIntake(folder).take(1_000);
    expect(group?.batches).toEqual(many);
    await group?.done();
    expect([files('waiting'), files('tmp')]).toEqual([[], []]);
  });

  test('sent again while they wait, are not written again', async () => {
    await submitAll();
    const before = files('waiting');
    await submitAll();
    expect(files('waiting')).toEqual(before);
  });

  test('one is set aside alone, the others are done; redriven, it waits with its first receipt time', async () => {
    await submitAll();
    const group = await intake.take(1_000);
    const bad = many[7] ?? batchOf('none', 0);
    await group?.setAside(bad.id, 'query_failed');
    await group?.setAside(bad.id, 'query_failed');
    await group?.done();
    expect(files('waiting')).toEqual([]);
    expect(files('dead')).toEqual([expect.stringMatching(`^000000000000107\\.${bad.id}\\..*\\.query_failed$`)]);
    expect(await intake.redrive()).toBe(1);
    expect((await intake.take(10))?.batches).toEqual([bad]);
  });

  test('a worker that dies with some of them set aside finds all of them again', async () => {
    await submitAll();
    await (await intake.take(1_000))?.setAside(many[7]?.id ?? '', 'query_failed');
    const next = new SpoolIntake(folder);
    await next.recover();
    expect(idsOf((await next.take(1_000))?.batches ?? [])).toEqual(idsOf(many));
  });

  test('a damaged file of several is set aside whole', async () => {
    await submitAll();
    for (const file of files('waiting')) truncateSync(join(folder, 'waiting', file), 10);
    expect(await new SpoolIntake(folder).take(1_000)).toBeNull();
    expect(files('dead').every((file) => file.endsWith('.batch_unreadable'))).toBe(true);
  });
});

describe('a power cut, after which a move may be undone', () => {
  const draftOf = (batch: ReturnType<typeof batchOf>): string =>
    join(
      folder,
      'tmp',
      `${String(batch.received).padStart(15, '0')}.${batch.id}.${batch.lines.length}.${encodeBatch(batch).length}~unique`,
    );

  test('a draft that was cut off goes even where nobody starts anew', async () => {
    const draft = `${String(1).padStart(15, '0')}.b1x.1.10~1`;
    writeFileSync(join(folder, 'tmp', draft), 'cut');
    expect(await intake.take(10)).toBeNull();
    expect(files('tmp')).toEqual([draft]);
    utimesSync(join(folder, 'tmp', draft), 1, 1);
    expect(await intake.take(10)).toBeNull();
    expect(files('tmp')).toEqual([]);
  });

  test('a whole draft waits again once a worker begins; a part of one does not, and goes when it is old', async () => {
    const [whole, part] = [batchOf('whole', 7), batchOf('part', 8)];
    writeFileSync(draftOf(whole), encodeBatch(whole));
    writeFileSync(draftOf(part), encodeBatch(part).subarray(1));
    const worker = new SpoolIntake(folder);
    await worker.recover();
    expect((await worker.take(10))?.batches).toEqual([whole]);
    expect(await worker.take(10)).toBeNull();
    expect(files('tmp')).toHaveLength(1);
    utimesSync(join(folder, 'tmp', files('tmp')[0] ?? ''), 1, 1);
    await worker.recover();
    expect(files('tmp')).toEqual([]);
  });

  test('a worker that begins while others submit takes nothing from them', async () => {
    const worker = new SpoolIntake(folder);
    const batches = Array.from({ length: 200 }, (_, i) => batchOf(`n${i}-`, i));
    let submitting = true;
    const recovering = (async () => {
      while (submitting) await worker.recover();
    })();
    await Promise.all(batches.map((batch) => intake.submit(batch)));
    submitting = false;
    await recovering;
    expect((await takenIds(worker)).toSorted()).toEqual(batches.map(({ id }) => id).toSorted());
    expect(files('tmp')).toEqual([]);
  });
});

test('files that are not ours are left alone', async () => {
  for (const of of ['waiting', 'dead'] as const) writeFileSync(join(folder, of, 'README'), 'x');
  await intake.submit(batchOf('x', 1));
  expect(await takenIds(intake)).toHaveLength(1);
  expect(await intake.depth()).toMatchObject({ batches: 1, deadLetters: 0 });
  expect(await intake.redrive()).toBe(0);
});

test('ids that could leave the folder are refused', async () => {
  for (const id of ['../x', 'a/b', '', 'a.b', 'x'.repeat(101)]) {
    await expect(intake.submit({ ...batchOf('x', 1), id })).rejects.toThrow(RangeError);
  }
  await expect(intake.submit(batchOf('x', -1))).rejects.toThrow(RangeError);
});

test('a worker with much to do does not look at the whole folder for each batch', { timeout: 60_000 }, async () => {
  const many = 3000;
  for (let i = 0; i < many; i++) {
    const batch = batchOf(`n${i}-`, i);
    writeFileSync(join(folder, 'waiting', `${String(i).padStart(15, '0')}.${batch.id}.1`), encodeBatch(batch));
  }
  let taken = 0;
  const started = performance.now();
  for (let group = await intake.take(1); group !== null; group = await intake.take(1)) {
    taken += group.batches.length;
    await group.done();
  }
  expect(taken).toBe(many);
  // About 0.5 s here; a listing for each batch takes ten times as long.
  expect(performance.now() - started).toBeLessThan(5000);
});

test('what comes while older batches wait is handed out in its turn', async () => {
  const other = new SpoolIntake(folder);
  for (const received of [10, 20, 30]) await other.submit(batchOf(`n${received}-`, received));
  const order = [(await intake.take(1))?.batches[0]?.received];
  for (const received of [25, 15, 35]) await intake.submit(batchOf(`n${received}-`, received));
  for (let group = await intake.take(1); group !== null; group = await intake.take(1)) order.push(group.batches[0]?.received);
  expect(order).toEqual([10, 15, 20, 25, 30, 35]);
});

describe('the queue', () => {
  const names = Array.from({ length: 50_000 }, (_, i) => ({ file: `f${i}`, id: `n${i}`, batches: 1, received: i, lines: 1, bytes: 1 }));

  test('hands out nothing that was removed, and what was added again once', () => {
    const queue = new SpoolQueue();
    queue.replace(names.slice(0, 3));
    queue.remove(names[1] as SpoolName);
    queue.remove(names[2] as SpoolName);
    queue.add({ ...(names[2] as SpoolName), file: 'again', received: 9 });
    expect(queue.take(10, 10, () => 1).map(({ file }) => file)).toEqual(['f0', 'again']);
    expect(queue.take(10, 10, () => 1)).toEqual([]);
  });

  test('removes each of many in a moment, however many wait', () => {
    const queue = new SpoolQueue();
    queue.replace(names);
    const started = performance.now();
    for (const name of names) queue.remove(name);
    // Some milliseconds; copying the queue each time takes half a minute.
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(queue.take(10, 10, () => 1)).toEqual([]);
  });
});

describe('the shared sync', () => {
  test('never answers by a sync that began before the question, and shares the next one', async () => {
    const ends: (() => void)[] = [];
    const sync = new SharedSync(() => new Promise((resolve) => ends.push(resolve)));
    const settled: string[] = [];
    const ask = (name: string): Promise<void> => sync.run().then(() => void settled.push(name));
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

    const first = ask('first');
    await turn();
    const others = [ask('second'), ask('third')];
    await turn();
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await turn();
    expect(settled).toEqual(['first']);
    expect(ends).toHaveLength(2);
    ends[1]?.();
    await Promise.all([first, ...others]);
    expect(ends).toHaveLength(2);
  });

  test('a failure is told to those who shared it, and to nobody else', async () => {
    let calls = 0;
    const sync = new SharedSync(async () => {
      calls++;
      if (calls === 1) throw new Error('disk');
    });
    await expect(Promise.allSettled([sync.run(), sync.run()])).resolves.toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    await expect(sync.run()).resolves.toBeUndefined();
  });
});
