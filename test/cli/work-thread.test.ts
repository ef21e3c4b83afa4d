import { afterEach, describe, expect, test } from 'vitest';
import { calmLog } from '../../bin/serve/calm-log.ts';
import { WorkThread } from '../../bin/serve/work-thread.ts';
import { Cli, nativeEvent, post } from './harness.ts';

const MORTAL = new URL('threads/mortal-worker.ts', import.meta.url);
const LISTENING = new URL('threads/listening-worker.ts', import.meta.url);
let work: WorkThread | null = null;
afterEach(() => work?.stop());

function start(how: string, entry = MORTAL) {
  const told: string[] = [];
  const note = (message: string, values: object): void => void told.push(`${message} ${JSON.stringify(values)}`);
  work = new WorkThread({ data: how, entry, now: Date.now, heapMB: 64, log: { info: note, error: note } });
  const of = (message: string): string[] => told.filter((line) => line.startsWith(message));
  return { work, told, begun: () => of('serve.recovered').length, deaths: () => of('work.died') };
}

describe('a worker thread that dies', () => {
  test('is told by code, without what it said, and another one begins, later each time', { timeout: 30_000 }, async () => {
    const { work, told, begun, deaths } = start('defect');
    for (const n of [1, 2, 3]) {
      await expect.poll(begun, { timeout: 20_000 }).toBe(n);
      work.wake();
      if (n < 3) await expect.poll(() => deaths().length, { timeout: 5_000 }).toBe(n);
    }
    expect(deaths().slice(0, 2)).toEqual([
      'work.died {"code":"unexpected","againMs":1000}',
      'work.died {"code":"unexpected","againMs":2000}',
    ]);
    expect(told.join()).not.toContain('univ.example');
  });

  test('of memory, leaves the server alone', { timeout: 60_000 }, async () => {
    const { work, begun, deaths } = start('memory');
    await expect.poll(begun, { timeout: 20_000 }).toBe(1);
    work.wake();
    await expect.poll(deaths, { timeout: 40_000 }).toEqual(['work.died {"code":"ERR_WORKER_OUT_OF_MEMORY","againMs":1000}']);
  });

  test('is not started again once all is told to stop', async () => {
    const { work, begun, deaths } = start('defect');
    await expect.poll(begun, { timeout: 20_000 }).toBe(1);
    work.wake();
    await expect.poll(() => deaths().length, { timeout: 5_000 }).toBe(1);
    await work.stop();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(begun()).toBe(1);
  });
});

test('what comes in while the worker does not listen wakes it once, as soon as it does', async () => {
  const { work, begun: woken } = start('', LISTENING);
  for (let i = 0; i < 5; i++) work.wake();
  await expect.poll(woken, { timeout: 10_000 }).toBe(1);
  work.wake();
  work.wake();
  await expect.poll(woken, { timeout: 10_000 }).toBe(2);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(woken()).toBe(2);
});

test('a failure that every request meets is logged once a minute for each code, with how often', () => {
  const told: string[] = [];
  const note = (message: string, values: object): void => void told.push(`${message} ${JSON.stringify(values)}`);
  let now = 0;
  const log = calmLog({ info: note, error: note }, () => now);
  const fail = (code: string): void => log.error('receive.failed', { code });
  for (let i = 0; i < 5; i++) fail('intake_full');
  fail('vault_unavailable');
  now = 59_999;
  fail('intake_full');
  log.error('process.failed', { code: 'intake_full' });
  now = 60_000;
  fail('intake_full');
  expect(told).toEqual([
    'receive.failed {"code":"intake_full"}',
    'receive.failed {"code":"vault_unavailable"}',
    'process.failed {"code":"intake_full"}',
    'receive.failed {"code":"intake_full","more":5}',
  ]);
});

test('a server without room answers 503 with Retry-After, says so once, and in status', async () => {
  const cli = new Cli();
  try {
    const secret = await cli.addSource('campus');
    cli.file('sillage.yaml', 'embedded: { min_free_mb: 100000000 }\n');
    const server = await cli.serve();
    for (let i = 0; i < 3; i++) {
      const response = await post(server.url, secret, nativeEvent(`n${i}`));
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('30');
      expect(await response.json()).toMatchObject({ error: { code: 'unavailable' } });
    }
    expect((await fetch(`${server.url}/v1/health`)).status).toBe(503);
    expect(server.log().match(/receive\.failed/g)).toHaveLength(1);
    expect(server.log()).toContain('"intake_full"');
    expect(await cli.json('status')).toMatchObject({ waiting: { batches: 0, bytes: 0, full: 'disk' } });
    expect(await server.stop()).toBe(0);
    cli.file('sillage.yaml', 'embedded: { min_free_mb: 0 }\n');
    const roomy = await cli.serve();
    expect((await fetch(`${roomy.url}/v1/health`)).status).toBe(200);
    expect((await post(roomy.url, secret, nativeEvent('n0'))).status).toBe(200);
    expect(await roomy.stop()).toBe(0);
  } finally {
    cli.remove();
  }
});
