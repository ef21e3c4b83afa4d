import { gzipSync, zstdCompressSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Pipeline } from '#core/pipeline.ts';
import { authenticate, secretHash } from '#core/receive/authenticate.ts';
import { frontDoor } from '#core/receive/front-door.ts';
import type { HttpRequest } from '#core/receive/http.ts';
import { Installation, NOW, native, SECRET } from '../support/installation.ts';

let installation: Installation;

beforeEach(async () => {
  installation = await Installation.make();
});

const basic = (name: string, secret: string) => `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`;
const LENIENT = basic('campus', `${SECRET}-lenient`);

async function post(body: string | Uint8Array, headers: Record<string, string> = {}, more: Partial<HttpRequest> = {}) {
  const answer = await frontDoor(
    {
      method: 'POST',
      path: '/v1/events',
      query: new URLSearchParams(),
      headers: { authorization: LENIENT, 'content-type': 'application/json', ...headers },
      body: async () => (typeof body === 'string' ? Buffer.from(body) : body),
      ...more,
    },
    installation.pipeline,
  );
  return {
    ...(JSON.parse(answer.body) as {
      batch?: string;
      accepted?: number;
      rejected?: { index: number; code: string; message: string }[];
      error?: { code: string; message: string };
    }),
    status: answer.status,
    headers: answer.headers,
  };
}

describe('POST /v1/events', () => {
  it.each([
    ['an array', `[${native()},${native({ id: 'b' })}]`, {}, 2],
    ['one object', native(), {}, 1],
    ['an object over several lines', JSON.stringify(JSON.parse(native()), null, 2), {}, 1],
    ['lines', `${native()}\n${native({ id: 'b' })}\n`, { 'content-type': 'application/x-ndjson' }, 2],
    ['lines that say they are JSON', `${native()}\r\n${native({ id: 'b' })}`, {}, 2],
    ['gzip', gzipSync(native()), { 'content-encoding': 'gzip' }, 1],
    ['zstd', zstdCompressSync(native()), { 'content-encoding': 'zstd' }, 1],
    ['a bearer', native(), { authorization: `Bearer ${SECRET}-lenient` }, 1],
  ] as const)('takes %s', async (_what, body, headers, accepted) => {
    expect(await post(body, headers)).toMatchObject({ status: 200, accepted, rejected: [] });
  });

  it('takes a report of Moodle with the time zone and the course of the query', async () => {
    const csv = `Heure,Composant,"Nom de l’événement",Description\n"14 mars 2025, 11:07",Système,"Cours consulté","The user with id '17' viewed the course with id '4'."\n`;
    const headers = { 'content-type': 'text/csv; charset=utf-8' };
    expect(await post(csv, headers)).toMatchObject({ status: 200, accepted: 0, rejected: [{ index: 0, code: 'missing_time_zone' }] });
    const query = new URLSearchParams({ time_zone: 'Europe/Paris', course: '42' });
    expect(await post(csv, headers, { query })).toMatchObject({ status: 200, accepted: 1, rejected: [] });
    await installation.settle();
    expect(await installation.rows()).toMatchObject([{ course_id: '4', time: Date.UTC(2025, 2, 14, 10, 7) }]);
  });

  it('answers [] at once, and stores nothing', async () => {
    expect(await post('[]')).toMatchObject({ status: 200, batch: null, accepted: 0, rejected: [] });
    expect((await installation.intake.depth()).batches).toBe(0);
  });

  it('looks up only names that a source can have', async () => {
    const asked: string[] = [];
    const registry = {
      ...installation.registry,
      source: async (name: string) => {
        asked.push(name);
        return null;
      },
      sourceBySecret: async () => null,
    } as unknown as Pipeline['registry'];
    for (const name of ['', 'Zoé', 'x'.repeat(33), 'a b', 'campus']) await authenticate(basic(name, 'x'), registry);
    expect(asked).toEqual(['campus']);
  });

  it.each([
    ['no credentials', { authorization: '' }],
    ['a wrong secret', { authorization: basic('campus', 'wrong') }],
    ['the secret of another source', { authorization: basic('exact', `${SECRET}-lenient`) }],
    ['an unknown source', { authorization: basic('nobody', 'x') }],
    ['a wrong bearer', { authorization: 'Bearer wrong' }],
    ['another scheme', { authorization: 'Digest x' }],
  ])('refuses %s', async (_what, headers) => {
    expect(await post(native(), headers)).toMatchObject({
      status: 401,
      error: { code: 'unauthorized' },
      headers: { 'www-authenticate': expect.any(String) },
    });
  });

  it('refuses a revoked source at once', async () => {
    await installation.registry.revokeSource('campus', NOW);
    expect(await post(native())).toMatchObject({ status: 401 });
    expect(await post(native(), { authorization: `Bearer ${SECRET}-lenient` })).toMatchObject({ status: 401 });
  });

  it('does not even ask for the body of somebody who proves nothing', async () => {
    const body = async (): Promise<Uint8Array> => {
      throw new Error('The body was asked for.');
    };
    expect(await post('', { authorization: basic('campus', 'wrong') }, { body })).toMatchObject({ status: 401 });
    expect(await post('', {}, { body })).toMatchObject({ status: 503 });
  });

  it('refuses a secret that may do other things only', async () => {
    await installation.registry.addSecret('campus', { hash: secretHash('for-rights'), since: NOW, scopes: ['rights'] });
    expect(await post(native(), { authorization: basic('campus', 'for-rights') })).toMatchObject({
      status: 403,
      error: { code: 'scope_missing' },
    });
    expect((await installation.intake.depth()).batches).toBe(0);
  });

  it('counts who was refused by the source that was claimed, if it is one, and keeps nothing of what was sent', async () => {
    const { registry, clock } = installation;
    for (const name of ['campus', 'nobody', 'campus', 'zoe@example.org']) await post(native(), { authorization: basic(name, 'guess') });
    await post(native(), { authorization: 'Bearer guess' });
    clock.advance(61_000);
    await post(native(), { authorization: basic('campus', 'guess') });
    const counted = await registry.refusals('2026-03-01');
    expect(counted.map(({ source, count }) => [source, count]).sort()).toEqual(
      [
        ['campus', 3],
        [null, 3],
      ].sort(),
    );
  });

  it.each([
    ['what was cut off at 1 MiB', '', {}, { body: async () => 'too_large' as const }, 413, 'body_too_large'],
    ['a bomb', gzipSync(Buffer.alloc(17 * 1_048_576)), { 'content-encoding': 'gzip' }, {}, 413, 'body_too_large'],
    ['a zstd bomb', zstdCompressSync(Buffer.alloc(17 * 1_048_576)), { 'content-encoding': 'zstd' }, {}, 413, 'body_too_large'],
    ['too many items', `[${'1,'.repeat(10_000)}1]`, {}, {}, 413, 'too_many_items'],
    ['what is no gzip', 'plain', { 'content-encoding': 'gzip' }, {}, 400, 'corrupt_encoding'],
    ['an unknown encoding', 'x', { 'content-encoding': 'br' }, {}, 415, 'unsupported_encoding'],
    ['what is no JSON', '{"sillage": 1,', {}, {}, 400, 'malformed_json'],
    [
      'brackets without end',
      gzipSync('['.repeat(8_000_000) + ']'.repeat(8_000_000)),
      { 'content-encoding': 'gzip' },
      {},
      400,
      'malformed_json',
    ],
    ['an unknown dialect', native(), {}, { query: new URLSearchParams('dialect=klingon') }, 400, 'unknown_dialect'],
    ['another method', '', {}, { method: 'PUT' }, 405, 'method_not_allowed'],
    ['another address', '', {}, { path: '/v2/events' }, 404, 'not_found'],
  ])('refuses %s', async (_what, body, headers, more, status, code) => {
    expect(await post(body, headers, more)).toMatchObject({ status, error: { code } });
    expect((await installation.intake.depth()).batches).toBe(0);
  });

  it('names each faulty item of a lenient source, and takes the others', async () => {
    const body = `[${native()},{"what":1},${native({ action: 'juggled' })},7,${native({ id: 'b' })},${native({ time: 'yesterday' })}]`;
    expect(await post(body)).toMatchObject({
      status: 200,
      accepted: 2,
      rejected: [
        { index: 1, code: 'unknown_dialect' },
        { index: 2, code: 'invalid_field', message: expect.stringContaining('action') },
        { index: 3, code: 'not_an_object' },
        { index: 5, code: 'invalid_time' },
      ],
    });
    await installation.settle();
    expect(await installation.rows()).toHaveLength(2);
    expect(await installation.summary()).toMatchObject({
      lines: 6,
      rows: 2,
      rejected: { unknown_dialect: 1, invalid_field: 1, not_an_object: 1, invalid_time: 1 },
    });
  });

  it('takes all or nothing from a strict source', async () => {
    const authorization = basic('exact', `${SECRET}-strict`);
    const refused = await post(`[${native()},{"what":1}]`, { authorization });
    expect(refused).toMatchObject({ status: 400, batch: null, accepted: 0, error: { code: 'rejected' }, rejected: [{ index: 1 }] });
    expect((await installation.intake.depth()).batches).toBe(0);
    expect(await post(`[${native()}]`, { authorization })).toMatchObject({ status: 200, accepted: 1 });
  });

  it('answers only once the batch is durable', async () => {
    let durable: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      durable = resolve;
    });
    const intake = new Proxy(installation.intake, {
      get: (real, name) =>
        name === 'submit'
          ? (batch: never) => gate.then(() => real.submit(batch))
          : (Reflect.get(real, name, real) as () => unknown).bind(real),
    });
    installation = Object.assign(Object.create(installation) as Installation, { pipeline: { ...installation.pipeline, intake } });
    let answered = false;
    const answer = post(native()).then((given) => {
      answered = true;
      return given;
    });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(answered).toBe(false);
    durable();
    expect(await answer).toMatchObject({ status: 200 });
  });

  it('says 503 when the batch cannot be stored, and logs the code alone', async () => {
    const intake = new Proxy(installation.intake, {
      get: (real, name) => (name === 'submit' ? () => Promise.reject(new Error('disk full near élève-17')) : Reflect.get(real, name, real)),
    });
    installation = Object.assign(Object.create(installation) as Installation, { pipeline: { ...installation.pipeline, intake } });
    expect(await post(native())).toMatchObject({ status: 503, error: { code: 'unavailable' }, headers: { 'retry-after': '30' } });
    expect(installation.logged).toEqual([JSON.stringify(['receive.failed', { code: 'unexpected' }])]);
  });

  it('says 503 when the registry does not answer', async () => {
    const registry = new Proxy(installation.registry, {
      get: (real, name) => (name === 'source' ? () => Promise.reject(new Error('locked')) : Reflect.get(real, name, real)),
    });
    installation = Object.assign(Object.create(installation) as Installation, { pipeline: { ...installation.pipeline, registry } });
    expect(await post(native())).toMatchObject({ status: 503, error: { code: 'unavailable' } });
    expect(installation.logged).toEqual([JSON.stringify(['receive.failed', { code: 'unexpected' }])]);
  });

  it('lets a hostile item cost the others nothing', async () => {
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    const answer = await post(`[${native()}, {"a": ${deep}},\n${native({ id: 'b', session: '[{\\"]' })}]`);
    expect(answer).toMatchObject({ status: 200, accepted: 2, rejected: [{ index: 1, code: 'too_deep' }] });
    await installation.settle();
    expect(await installation.rows()).toHaveLength(2);
  });

  it('is quick with hostile bodies', async () => {
    const began = performance.now();
    for (const body of [
      '['.repeat(1_000_000),
      `"${'a'.repeat(1_000_000)}"`,
      `{"a":${'['.repeat(9_999)}${']'.repeat(9_999)}}`,
      '\u0000'.repeat(1_000_000),
      `{"a":\n1${' '.repeat(1_000_000)}}`,
      `[${' \t'.repeat(250_000)}\n1${' '.repeat(500_000)}]`,
    ]) {
      expect([200, 400]).toContain((await post(body)).status);
    }
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe('GET /v1/health', () => {
  it('says ok without credentials', async () => {
    expect(await post('', {}, { method: 'GET', path: '/v1/health' })).toMatchObject({ status: 200 });
  });
});
