import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Cli, nativeEvent, post } from './harness.ts';

const KILLS = 5;
const CLIENTS = 6;
const EVENTS_A_POST = 20;
const PAUSE_MS = 40;

/** SIGKILL cannot be caught: whatever was answered 200 must be on the disk already. */
test('kill -9 under load, five times: nothing answered 200 is lost, and nothing is there twice', { timeout: 120_000 }, async () => {
  const cli = new Cli();
  try {
    const secret = await cli.addSource('campus');
    const answered: string[] = [];
    const asked: string[] = [];
    let recovered = 0;
    for (let round = 0; round < KILLS; round++) {
      const server = await cli.serve();
      let stopped = false;
      const client = async (name: number): Promise<void> => {
        for (let n = 0; !stopped; n++) {
          const ids = Array.from({ length: EVENTS_A_POST }, (_, i) => `r${round}-c${name}-n${n}-e${i}`);
          asked.push(...ids);
          const body = ids
            .map((id, i) => nativeEvent(id, { course: `course-${i % 3}`, actor: { username: `learner-${name}` } }))
            .join('\n');
          try {
            const response = await post(server.url, secret, body);
            if (response.status === 200) answered.push(...ids);
            await response.arrayBuffer();
            await sleep(Math.random() * PAUSE_MS);
          } catch {
            // The server is gone: this client knows nothing of its last post.
            return;
          }
        }
      };
      const clients = Array.from({ length: CLIENTS }, (_, name) => client(name));
      // Long enough for some rounds to die while they merge, short enough for some to die before they have processed anything.
      await sleep(200 + Math.random() * 1_500);
      await server.stop('SIGKILL');
      stopped = true;
      await Promise.all(clients);
      if (server.log().includes('serve.recovered')) recovered++;
    }
    const server = await cli.serve();
    await cli.json('merge', '--now');
    expect(await server.stop()).toBe(0);

    const [counts] = await cli.json<{ n: number; ids: number }[]>(
      'query',
      'SELECT count(*) AS n, count(DISTINCT event_id) AS ids FROM events',
    );
    expect(answered.length).toBeGreaterThan(1_000);
    expect(recovered).toBeGreaterThan(0);
    expect(counts?.ids).toBe(counts?.n);
    expect(counts?.n).toBeGreaterThanOrEqual(answered.length);
    expect(counts?.n).toBeLessThanOrEqual(asked.length);

    // Sent once more, every answered event finds its own row there: not one of them was missing.
    const again = answered.map((id) => {
      const [, name, , e] = /^r\d+-c(\d+)-n(\d+)-e(\d+)$/.exec(id) ?? [];
      return nativeEvent(id, { course: `course-${Number(e) % 3}`, actor: { username: `learner-${name}` } });
    });
    await cli.json('ingest', cli.file('again.jsonl', again.join('\n')), '--source', 'campus');
    expect(await cli.json('query', 'SELECT count(*) AS n FROM events')).toEqual([{ n: counts?.n }]);

    const status = await cli.json<{ lines: number; rows: number; waiting: object; dead_letters: number }>('status');
    expect(status.lines).toBe(status.rows);
    expect(status.waiting).toMatchObject({ batches: 0, staged_files: 0 });
    expect(status.dead_letters).toBe(0);
  } finally {
    cli.remove();
  }
});
