import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'vitest';
import type { ObjectInfo } from '#core/ports/object-store.ts';
import { KeyRing } from '#core/pseudonymise/keys.ts';
import { receive } from '#core/receive/receive.ts';
import { WorkLoop } from '../../bin/work-loop.ts';
import { MemoryIntake } from '../support/memory/intake.ts';
import { MemoryVault } from '../support/memory/key-vault.ts';
import { MemoryStore } from '../support/memory/object-store.ts';
import { SeededRandom } from '../support/memory/random.ts';
import { memoryRegistry } from '../support/memory/registry.ts';
import { nativeEvent } from './harness.ts';

/** A store on a disk that is full for a while. */
class TightStore extends MemoryStore {
  full = false;

  override async put(...args: Parameters<MemoryStore['put']>): ReturnType<MemoryStore['put']> {
    if (this.full) throw Object.assign(new Error('no space left, near somebody@univ.example'), { code: 'ENOSPC' });
    return super.put(...args);
  }
}

function world() {
  const clock = { now: () => Date.now() };
  const logged: string[] = [];
  const note = (message: string, values: object): void => void logged.push(`${message} ${JSON.stringify(values)}`);
  const objects = new TightStore();
  const pipeline = {
    clock,
    random: new SeededRandom(1),
    log: { info: note, error: note },
    shards: 1,
    objects,
    registry: memoryRegistry(),
    intake: new MemoryIntake(),
    keys: new KeyRing(new MemoryVault(Buffer.alloc(32, 7)), clock),
    engine: { publish: async () => {} },
  } as const;
  return { pipeline, objects, logged, loop: new WorkLoop(pipeline) };
}

const SOURCE = {
  id: 'campus',
  platform: 'other',
  policy: 'lenient',
  secrets: [{ hash: '0'.repeat(64), since: 0, scopes: ['events', 'courses'] }],
  keyVersion: 1,
  createdAt: 0,
  revokedAt: null,
  jwksUrl: null,
} as const;

async function count(objects: AsyncIterable<ObjectInfo>): Promise<number> {
  let n = 0;
  for await (const _ of objects) n++;
  return n;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 200 && !(await holds()); i++) await sleep(50);
}

test.concurrent('a full disk is named in the log, tried again, and loses nothing', async ({ expect }) => {
  const { pipeline, objects, logged, loop } = world();
  await pipeline.registry.addSource(SOURCE);
  const running = loop.run();
  objects.full = true;
  await receive({ source: SOURCE, dialect: null, lines: [nativeEvent('one')] }, pipeline);
  loop.wake();
  await until(() => logged.some((line) => line.startsWith('process.failed')));
  objects.full = false;
  await until(async () => (await count(objects.list('events/'))) === 1);
  loop.stop();
  await running;
  expect(logged).toContain('process.failed {"code":"ENOSPC"}');
  expect(logged.join()).not.toContain('univ.example');
  expect(await count(objects.list('events/'))).toBe(1);
  expect(await pipeline.intake.depth()).toEqual({ batches: 0, oldest: null, deadLetters: 0 });
});

test.concurrent('a stream of small posts does not rewrite the day each time', async ({ expect }) => {
  const { pipeline, logged, loop } = world();
  await pipeline.registry.addSource(SOURCE);
  const running = loop.run();
  const posts = 30;
  for (let i = 0; i < posts; i++) {
    await receive({ source: SOURCE, dialect: null, lines: [nativeEvent(`n${i}`)] }, pipeline);
    loop.wake();
    await sleep(100);
  }
  loop.stop();
  await running;
  const of = (message: string): string[] => logged.filter((line) => line.startsWith(message));
  expect(of('merge.done').length).toBeLessThanOrEqual(3);
  expect(of('process.done').length).toBeLessThan(posts / 2);
  const rows = of('merge.done').map((line) => (JSON.parse(line.slice('merge.done '.length)) as { rows: number }).rows);
  expect(rows.reduce((sum, n) => sum + n, 0)).toBe(posts);
});

test.concurrent('stopping finishes what is quick', async ({ expect }) => {
  const { pipeline, objects, loop } = world();
  await pipeline.registry.addSource(SOURCE);
  await receive({ source: SOURCE, dialect: null, lines: [nativeEvent('one')] }, pipeline);
  const running = loop.run();
  loop.stop();
  await running;
  expect(await count(objects.list('events/'))).toBe(1);
});
