import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cli, nativeEvent, post, type Served } from './harness.ts';

const cli = new Cli();
let server: Served;
let secret: string;
let strict: string;

beforeAll(async () => {
  secret = await cli.addSource('campus');
  strict = await cli.addSource('strict-campus', 'other', 'strict');
  server = await cli.serve();
});
afterAll(async () => {
  await server.stop();
  cli.remove();
});

const answer = async (response: Response | Promise<Response>): Promise<{ status: number; body: Record<string, unknown> }> => {
  const got = await response;
  return { status: got.status, body: (await got.json()) as Record<string, unknown> };
};

const CHUNK = Buffer.alloc(16_384, 'x');
const CHUNKS = 180;

/** Writes a body as fast as the network takes it. @returns the status, or what came in its place */
function wholeBodyFirst(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    let left = CHUNKS;
    const write = (): void => {
      while (left-- > 0) if (!socket.write(CHUNK)) return void socket.once('drain', write);
    };
    socket.on('connect', () => {
      const length = CHUNK.length * CHUNKS;
      socket.write(`POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer wrong\r\nContent-Length: ${length}\r\n\r\n`);
      write();
    });
    socket.on('data', (data) => {
      text += String(data);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(text === '' ? (error.code ?? 'error') : `answer, then ${error.code}`));
    socket.on('close', () => resolve(text.slice(9, 12)));
  });
}

describe('the front door over real HTTP', () => {
  test('events in, with every encoding; rows out, by themselves', async () => {
    const bodies: [Uint8Array, Record<string, string>][] = [
      [Buffer.from(nativeEvent('plain')), {}],
      [gzipSync(nativeEvent('gzip')), { 'content-encoding': 'gzip' }],
      [zstdCompressSync(nativeEvent('zstd')), { 'content-encoding': 'zstd' }],
    ];
    for (const [body, headers] of bodies) {
      expect(await answer(post(server.url, secret, body, headers))).toMatchObject({ status: 200, body: { accepted: 1, rejected: [] } });
    }
    await cli.json('merge', '--now');
    expect(await cli.json('query', 'SELECT count(*) AS n FROM events')).toEqual([{ n: 3 }]);
  });

  test('Basic works as Bearer does, and nothing else', async () => {
    const basic = (name: string, word: string) => ({ authorization: `Basic ${Buffer.from(`${name}:${word}`).toString('base64')}` });
    expect((await post(server.url, '', nativeEvent('basic'), basic('campus', secret))).status).toBe(200);
    expect((await post(server.url, '', nativeEvent('basic'), basic('strict-campus', secret))).status).toBe(401);
    const refused = await post(server.url, 'wrong', nativeEvent('basic'));
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toContain('Basic');
  });

  test('whoever writes a large body to its end before reading sees the refusal that came at once', async () => {
    const answers = new Set<string>();
    for (let i = 0; i < 40; i++) answers.add(await wholeBodyFirst(Number(new URL(server.url).port)));
    expect([...answers]).toEqual(['401']);
  });

  test('a faulty item is named; for a strict source nothing is stored', async () => {
    const body = `${nativeEvent('fine')}\nnot json`;
    expect(await answer(post(server.url, secret, body))).toMatchObject({
      status: 200,
      body: { accepted: 1, rejected: [{ index: 1, code: 'malformed_json' }] },
    });
    expect(await answer(post(server.url, strict, body))).toMatchObject({ status: 400, body: { batch: null, accepted: 0 } });
  });

  test.each<[string, RequestInit & { path?: string }, number]>([
    ['health', {}, 200],
    ['health by HEAD', { method: 'HEAD' }, 200],
    ['health by POST', { method: 'POST' }, 405],
    ['nothing', { path: '/' }, 404],
    ['a path that is none', { path: '/v1/events/%00/../../etc' }, 404],
    ['reading events', { path: '/v1/events' }, 405],
  ])('%s', async (_, { path = '/v1/health', ...init }, status) => {
    const response = await fetch(server.url + path, init);
    expect(response.status).toBe(status);
    if (init.method === 'HEAD') expect(await response.text()).toBe('');
  });

  test('more than 1 MiB is refused with an answer, announced or not', async () => {
    const large = Buffer.alloc(3 * 1_048_576, 0x20);
    expect((await post(server.url, secret, large)).status).toBe(413);
    const stream = new ReadableStream({
      start(controller) {
        for (let at = 0; at < large.length; at += 65_536) controller.enqueue(large.subarray(at, at + 65_536));
        controller.close();
      },
    });
    const init = { method: 'POST', headers: { authorization: `Bearer ${secret}` }, body: stream, duplex: 'half' } as const;
    expect((await fetch(`${server.url}/v1/events`, init)).status).toBe(413);
    const bomb = gzipSync(Buffer.alloc(20 * 1_048_576, 0x20));
    expect((await post(server.url, secret, bomb, { 'content-encoding': 'gzip' })).status).toBe(413);
  });

  test('the log has messages and counts; no address, header or content', async () => {
    await fetch(`${server.url}/v1/somebody@univ.example?token=abc`, { headers: { 'x-secret': 'word' } });
    const lines = server.log().trim().split('\n');
    for (const line of lines) expect(Object.keys(JSON.parse(line) as object).slice(0, 3)).toEqual(['time', 'level', 'message']);
    expect(server.log()).not.toMatch(/somebody|abc|word|zoe|v1/);
  });
});

describe('one server, and commands beside it', () => {
  test('a second server is refused, and says so', async () => {
    const { code, err } = await cli.run(['serve', '--port', '0']);
    expect(code).toBe(3);
    expect(err).toMatch(/Another sillage process works on the data folder/);
    expect((await cli.run(['replay'])).code).toBe(3);
  });

  test('ingest hands its work over, and waits until it is done', async () => {
    const body = Array.from({ length: 12_000 }, (_, i) => nativeEvent(`beside-${i}`)).join('\n');
    const summary = await cli.json('ingest', cli.file('beside.log', body), '--source', 'campus');
    expect(summary).toEqual({ lines: 12_000, rows: 12_000, rejected: {}, dropped: {} });
    const [row] = await cli.json<{ n: number }[]>('query', 'SELECT count(*) AS n FROM events');
    expect(row?.n).toBeGreaterThanOrEqual(12_000);
  });

  test('a source added or revoked beside it counts at once', async () => {
    const fresh = await cli.addSource('fresh');
    expect((await post(server.url, fresh, nativeEvent('fresh'))).status).toBe(200);
    await cli.json('source', 'revoke', 'fresh');
    expect((await post(server.url, fresh, nativeEvent('fresh'))).status).toBe(401);
  });

  test('a port that is taken', async () => {
    const other = new Cli();
    const holder = createServer().listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => holder.once('listening', resolve));
      const { port } = holder.address() as { port: number };
      const { code, err } = await other.run(['serve', '--port', String(port)]);
      expect(code).toBe(1);
      expect(err).toMatch(new RegExp(`Port ${port} of 127\\.0\\.0\\.1 is taken; .*--port`));
    } finally {
      holder.close();
      other.remove();
    }
  });
});

describe('stopping and starting', () => {
  test('SIGTERM: what was accepted is finished, and the exit code is 0', async () => {
    const own = new Cli();
    try {
      const word = await own.addSource('campus');
      const running = await own.serve();
      expect((await post(running.url, word, nativeEvent('last'))).status).toBe(200);
      expect(await running.stop()).toBe(0);
      expect(running.log()).toMatch(/serve\.stopping.*SIGTERM[\s\S]*serve\.stopped/);
      expect(await own.json('query', 'SELECT count(*) AS n FROM events')).toEqual([{ n: 1 }]);
    } finally {
      own.remove();
    }
  });

  test('after SIGKILL it says what it recovered', async () => {
    const own = new Cli();
    try {
      const word = await own.addSource('campus');
      const killed = await own.serve();
      expect((await post(killed.url, word, nativeEvent('kept'))).status).toBe(200);
      await killed.stop('SIGKILL');
      const next = await own.serve();
      expect(next.log()).toMatch(/"serve\.recovered","batches":[01],"stagedFiles":[01]/);
      for (let i = 0; i < 50 && !next.log().includes('merge.done'); i++) await sleep(200);
      expect(await own.json('query', 'SELECT count(*) AS n FROM events')).toEqual([{ n: 1 }]);
      await next.stop();
    } finally {
      own.remove();
    }
  });
});
