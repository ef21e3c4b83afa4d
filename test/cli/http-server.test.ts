import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { type HttpServerOptions, type RunningServer, startHttpServer } from '#adapters/embedded/http-server.ts';
import { type HttpRequest, json } from '#core/receive/http.ts';

let server: RunningServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const LIMIT = 1_000;

type Seen = Omit<HttpRequest, 'body'> & { readonly body: Uint8Array | 'too_large' };

async function start(
  changes: Partial<HttpServerOptions> = {},
): Promise<{ readonly url: string; readonly port: number; readonly seen: Seen[] }> {
  const seen: Seen[] = [];
  server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    maxBodyBytes: LIMIT,
    maxUnpackedBytes: 16 * 1_048_576,
    answer: async (request) => {
      const body = await request.body();
      seen.push({ ...request, body });
      return json(200, { bytes: body === 'too_large' ? null : body.length });
    },
    ...changes,
  });
  return { url: `http://127.0.0.1:${server.port}`, port: server.port, seen };
}

/** Sends raw bytes, and gives what comes back until the server closes. */
function raw(port: number, ...parts: readonly (string | number)[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text)).on('error', reject);
    void (async () => {
      for (const part of parts) {
        if (typeof part === 'number') await sleep(part);
        else socket.write(part);
      }
    })();
  });
}

describe('requests', () => {
  test('an answer without a body tells no length of it, and the connection goes on', async () => {
    const { port } = await start({ answer: async () => ({ status: 204, headers: {}, body: '' }) });
    const head = 'PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n';
    const text = await raw(port, `${head}\r\n${head}Connection: close\r\n\r\n`);
    expect(text.match(/^HTTP\/1\.1 204/gm)).toHaveLength(2);
    expect(text).not.toMatch(/content-length/i);
    expect(text.match(/^date:/gim)).toHaveLength(2);
  });

  test('path and query apart, names of headers in lower case, bytes as they are', async () => {
    const { url, seen } = await start();
    const body = Buffer.from([0, 255, 10]);
    await fetch(`${url}/v1/x%2Fy?a=1&a=2`, { method: 'POST', headers: { 'X-Test': 'Yes' }, body });
    expect(seen[0]).toMatchObject({ method: 'POST', path: '/v1/x/y' });
    expect(seen[0]?.query.getAll('a')).toEqual(['1', '2']);
    expect(seen[0]?.headers['x-test']).toBe('Yes');
    expect(Buffer.from(seen[0]?.body as Uint8Array)).toEqual(body);
  });

  test('a path that is no UTF-8 in percent-encoding is none', async () => {
    const { url, seen } = await start();
    await fetch(`${url}/v1/courses/%E0%A4%A`, { method: 'PUT', body: '{}' });
    expect(seen[0]?.path).toBe('');
  });

  test('the absolute form of a proxy is the same path', async () => {
    const { port, seen } = await start();
    await raw(port, 'GET http://proxy.example/v1/health?x=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(seen[0]?.path).toBe('/v1/health');
  });

  test('a body is asked for only when it is wanted', async () => {
    const { port } = await start({
      answer: async ({ path, body }) => json(path === '/no' ? 401 : 200, path === '/no' ? {} : (await body()).length),
    });
    const head = (path: string) =>
      `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n`;
    const refused = await raw(port, head('/no'));
    expect(refused).toMatch(/^HTTP\/1\.1 401 /);
    const taken = await raw(port, head('/yes'), 100, 'abc');
    expect(taken).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
    expect(taken).toMatch(/\r\n\r\n3$/);
  });

  test('an answer without the body asked for leaves the next request of the connection whole', async () => {
    const { url } = await start({ answer: async () => json(401, {}) });
    for (let i = 0; i < 3; i++) expect((await fetch(url, { method: 'POST', body: 'x'.repeat(LIMIT) })).status).toBe(401);
  });

  test('exactly the limit passes, one byte more does not', async () => {
    const { url, seen } = await start();
    const send = async (size: number) => (await (await fetch(url, { method: 'POST', body: Buffer.alloc(size) })).json()) as object;
    expect(await send(LIMIT)).toEqual({ bytes: LIMIT });
    expect(await send(LIMIT + 1)).toEqual({ bytes: null });
    expect(seen[1]?.body).toBe('too_large');
  });

  test('a connection serves one request after the other', async () => {
    const { port, seen } = await start();
    const one = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab';
    const last = one.replace('Host: x', 'Host: x\r\nConnection: close');
    expect((await raw(port, one + one + last)).match(/200 OK/g)).toHaveLength(3);
    expect(seen).toHaveLength(3);
  });

  test('who announces too much is not asked for it', async () => {
    const { port } = await start();
    const head = `POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: ${LIMIT + 1}\r\n\r\n`;
    const text = await raw(port, head, 100);
    expect(text).not.toContain('100 Continue');
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*connection: close/i);
  });

  test('of bodies that may unpack to much, few are worked on at once; others are not held up, and none is forgotten', async () => {
    let inside = 0;
    let most = 0;
    const { url } = await start({
      maxUnpackedBytes: 64 * 1_048_576,
      answer: async (request) => {
        await request.body();
        const packed = 'content-encoding' in request.headers;
        if (packed) most = Math.max(most, ++inside);
        await sleep(20);
        if (packed) inside--;
        if (request.path === '/broken') throw new Error('x');
        return json(200, {});
      },
    });
    const post = async (path: string, headers: Record<string, string>) =>
      (await fetch(url + path, { method: 'POST', body: 'x', headers })).status;
    const packed = Array.from({ length: 9 }, (_, i) => post(i % 2 === 0 ? '/broken' : '/', { 'content-encoding': 'gzip' }));
    const statuses = await Promise.all([...packed, ...Array.from({ length: 9 }, () => post('/', {}))]);
    expect(statuses).toEqual([503, 200, 503, 200, 503, 200, 503, 200, 503, ...Array.from({ length: 9 }, () => 200)]);
    expect(most).toBe(2);
  });

  test('a handler that throws is answered 503, without its words', async () => {
    const { url } = await start({
      answer: async () => {
        throw new Error('a secret word');
      },
    });
    const response = await fetch(url);
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain('secret');
  });
});

describe('clients that waste time', () => {
  test.each([
    ['never end their headers', 'POST / HTTP/1.1\r\nHost: x\r\n'],
    ['never send their body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nab'],
  ])('%s', async (_, text) => {
    const { port } = await start({ requestMs: 300 });
    const started = performance.now();
    await raw(port, text);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('what is no HTTP is closed', async () => {
    const { port, seen } = await start();
    expect(await raw(port, '\u0016\u0003\u0001\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(seen).toEqual([]);
  });
});

describe('closing', () => {
  test('lets a request under way finish, and takes no other', async () => {
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { url } = await start({
      answer: async () => {
        await held;
        return json(200, {});
      },
    });
    const under = fetch(url);
    await sleep(100);
    const closing = server?.close();
    await expect(fetch(url)).rejects.toThrow();
    release();
    const response = await under;
    expect(response.status).toBe(200);
    expect(response.headers.get('connection')).toBe('close');
    await closing;
  });
});
