import { createSecretKey, createSign, generateKeyPairSync } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { CompactSign, exportJWK, exportSPKI, generateKeyPair, UnsecuredJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Registry } from '#core/ports/registry.ts';
import { prove, secretHash } from '#core/receive/authenticate.ts';
import { frontDoor } from '#core/receive/front-door.ts';
import type { HttpRequest } from '#core/receive/http.ts';
import { Installation, NOW, SECRET, sourceOf } from '../../support/installation.ts';
import { JwksServer } from '../../support/jwks-server.ts';

const CAMPUS_SECRET = `${SECRET}-lenient`;
const MINUTE = 60_000;

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;
let rsa: Pair;
let other: Pair;
let ec: Pair;
let server: JwksServer;
let installation: Installation;

beforeAll(async () => {
  [rsa, other, ec] = await Promise.all([
    generateKeyPair('RS256', { extractable: true }),
    generateKeyPair('RS256', { extractable: true }),
    generateKeyPair('ES256', { extractable: true }),
  ]);
  server = await JwksServer.start();
});
afterAll(() => server.stop());

beforeEach(async () => {
  installation = await Installation.make();
  const { registry } = installation;
  await registry.addSource({ ...sourceOf('lenient'), id: 'canvas', platform: 'canvas', secrets: [], jwksUrl: server.url });
  await registry.addSource({ ...sourceOf('lenient'), id: 'gone', secrets: [], jwksUrl: server.url });
  await registry.revokeSource('gone', NOW);
  server.publish(await jwk(rsa, 'first'), await jwk(ec, 'curve'));
  server.asked = 0;
});
afterEach(() => installation.registry.close());

const jwk = async ({ publicKey }: Pair, kid: string, more: object = {}) => ({ ...(await exportJWK(publicKey)), kid, use: 'sig', ...more });

function raw(n: number) {
  return {
    metadata: {
      event_name: 'logged_in',
      event_time: '2026-03-02T09:00:00.123Z',
      user_id: '21070000000000042',
      root_account_id: '21070000000000001',
      session_id: `session-${n}`,
      producer: 'canvas',
    },
    body: { redirect_url: 'https://exemple.instructure.com/' },
  };
}

const CALIPER = {
  sensor: 'http://exemple.instructure.com/',
  sendTime: '2026-03-02T09:00:02.000Z',
  dataVersion: 'http://purl.imsglobal.org/ctx/caliper/v1p1',
  data: [
    {
      '@context': 'http://purl.imsglobal.org/ctx/caliper/v1p1',
      id: 'urn:uuid:adcc9260-6692-406d-ac66-0fd71d9e03f7',
      type: 'SessionEvent',
      actor: { id: 'urn:instructure:canvas:user:21070000000000042', type: 'Person' },
      action: 'LoggedIn',
      object: { id: 'http://exemple.instructure.com/', type: 'SoftwareApplication' },
      eventTime: '2026-03-02T09:00:00.123Z',
    },
  ],
};

async function post(path: string, body: unknown, more: Partial<HttpRequest> = {}) {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const headers = { 'content-type': 'application/json', ...more.headers };
  const request = { method: 'POST', path, query: new URLSearchParams(), body: async () => bytes, ...more, headers };
  const answer = await frontDoor(request, installation.pipeline);
  return { ...answer, json: JSON.parse(answer.body) as { error?: { code: string }; accepted?: number } };
}

const rows = async () => {
  await installation.settle();
  return (await installation.rows()).length;
};
const refusals = async () => {
  await installation.pipeline.refusals.note(null);
  installation.clock.advance(MINUTE);
  await installation.pipeline.refusals.note(null);
  return installation.registry.refusals('');
};

const sign = (payload: unknown, pair: Pair = rsa, header: { alg?: string; kid?: string } = {}) =>
  new CompactSign(Buffer.from(JSON.stringify(payload))).setProtectedHeader({ alg: 'RS256', kid: 'first', ...header }).sign(pair.privateKey);

describe('a secret in the address', () => {
  const path = `/canvas/campus/${CAMPUS_SECRET}`;

  it.each([
    ['a raw event', raw(1), 1],
    ['an event as Caliper 1.1', CALIPER, 1],
    ['several of both', [raw(1), CALIPER, raw(2)], 3],
  ])('lets %s in', async (_what, body, count) => {
    expect(await post(path, body)).toMatchObject({ status: 200, json: { accepted: count, rejected: [] } });
    expect(await post(`${path}/`, gzipSync(JSON.stringify(body)), { headers: { 'content-encoding': 'gzip' } })).toMatchObject({
      status: 200,
    });
    expect(await rows()).toBe(count);
  });

  it('that is wrong, another’s, or of nobody is refused alike, before the body is asked for', async () => {
    const body = async (): Promise<Uint8Array> => {
      throw new Error('The body was asked for.');
    };
    const answers = [];
    for (const at of [
      'campus/wrong',
      `exact/${CAMPUS_SECRET}`,
      `nobody/${CAMPUS_SECRET}`,
      `Zo\u00e9/${CAMPUS_SECRET}`,
      `campus/${'x'.repeat(9_000)}`,
      'gone/x',
    ]) {
      answers.push(await post(`/canvas/${at}`, '', { body }));
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 401, json: { error: { code: 'unauthorized' } } });
    expect(await refusals()).toContainEqual({ day: '2026-03-10', source: 'campus', count: 2 });
  });

  it('counts for nothing behind it, and is in no log and no answer', async () => {
    const answers = [
      await post(path, raw(1)),
      await post(path, '{'),
      await post(`${path}/more`, raw(1)),
      await post(path, '', { method: 'GET' }),
      await post(path, '', { body: async () => 'too_large' }),
      await post(path, '', { body: () => Promise.reject(new Error(`no ${CAMPUS_SECRET}`)) }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 404, 405, 413, 503]);
    expect(JSON.stringify([answers, installation.logged])).not.toContain(CAMPUS_SECRET);
  });

  it('of a length that no secret has is not even looked up', async () => {
    const asked: string[] = [];
    const ask = async (name: string) => {
      asked.push(name);
      return null;
    };
    const registry = { ...installation.registry, source: ask, sourceBySecret: ask } as unknown as Registry;
    for (const secret of ['x'.repeat(513), 'x'.repeat(512)]) await prove({ name: 'campus', secret }, registry);
    expect(asked).toEqual(['campus']);
  });

  it('lets in what is signed besides, whoever signed it where no keys are named, and else only by these', async () => {
    const jws = await sign(raw(1));
    expect(await post(path, jws)).toMatchObject({ status: 200, json: { accepted: 1 } });
    expect(server.asked).toBe(0);
    const secrets = [{ hash: secretHash('of-both'), since: NOW, scopes: ['events' as const] }];
    await installation.registry.addSource({ ...sourceOf('lenient'), id: 'both', platform: 'canvas', secrets, jwksUrl: server.url });
    expect(await post('/canvas/both/of-both', jws)).toMatchObject({ status: 200, json: { accepted: 1 } });
    expect(await post('/canvas/both/of-both', await sign(raw(2), other))).toMatchObject({
      status: 401,
      json: { error: { code: 'not_signed' } },
    });
    expect(await post('/canvas/both/wrong', jws)).toMatchObject({ status: 401, json: { error: { code: 'unauthorized' } } });
    expect(await rows()).toBe(2);
  });

  it('may do no more than it may elsewhere', async () => {
    await installation.registry.addSecret('campus', { hash: secretHash('courses-only'), since: NOW, scopes: ['courses'] });
    expect(await post('/canvas/campus/courses-only', raw(1))).toMatchObject({ status: 403 });
  });
});

describe('a signed body', () => {
  const send = async (jws: string) => post('/canvas/canvas', jws);
  const NOT_SIGNED = { status: 401, json: { error: { code: 'not_signed' } } };

  it('lets in what it signs', async () => {
    expect(await send(await sign(raw(1)))).toMatchObject({ status: 200, json: { accepted: 1, rejected: [] } });
    expect(await send(await sign(CALIPER, ec, { alg: 'ES256', kid: 'curve' }))).toMatchObject({ status: 200, json: { accepted: 1 } });
    expect(await send(`"${await sign([raw(2), raw(3)])}"\n`)).toMatchObject({ status: 200, json: { accepted: 2 } });
    expect(await send(await sign(raw(1)))).toMatchObject({ status: 200 });
    expect(await rows()).toBe(4);
    expect(server.asked).toBe(1);
  });

  it('may be signed by RS384 and RS512', async () => {
    for (const alg of ['RS384', 'RS512']) {
      const pair = await generateKeyPair(alg, { extractable: true });
      server.publish(await jwk(pair, alg));
      installation.clock.advance(MINUTE);
      expect(await send(await sign(raw(1), pair, { alg, kid: alg }))).toMatchObject({ status: 200 });
    }
  });

  it('is read as JSON, whatever it says', async () => {
    expect(await send(await sign('no event'))).toMatchObject({ status: 200, json: { accepted: 0, rejected: [{ code: 'not_an_object' }] } });
    const text = await new CompactSign(Buffer.from('{"')).setProtectedHeader({ alg: 'RS256', kid: 'first' }).sign(rsa.privateKey);
    expect(await send(text)).toMatchObject({ status: 400, json: { error: { code: 'malformed_json' } } });
  });

  it.each([
    ['by another key of that name', () => sign(raw(1), other)],
    ['by a key of no name there', () => sign(raw(1), rsa, { kid: 'second' })],
    ['by a key of another kind', () => sign(raw(1), ec, { alg: 'ES256', kid: 'first' })],
    ['by PS256', async () => sign(raw(1), await generateKeyPair('PS256'), { alg: 'PS256' })],
    [
      'without a name of the key',
      () => new CompactSign(Buffer.from(JSON.stringify(raw(1)))).setProtectedHeader({ alg: 'RS256' }).sign(rsa.privateKey),
    ],
    ['by none', () => new UnsecuredJWT({ ...raw(1) }).encode()],
    [
      'by none, with a name',
      () =>
        `${Buffer.from('{"alg":"none","kid":"first"}').toString('base64url')}.${Buffer.from(JSON.stringify(raw(1))).toString('base64url')}.`,
    ],
    [
      'by HS256 with the public key for a secret',
      async () =>
        new CompactSign(Buffer.from(JSON.stringify(raw(1))))
          .setProtectedHeader({ alg: 'HS256', kid: 'first' })
          .sign(createSecretKey(Buffer.from(await exportSPKI(rsa.publicKey)))),
    ],
    [
      'and changed',
      async () => {
        const [header, , signature] = (await sign(raw(1))).split('.');
        return `${header}.${Buffer.from(JSON.stringify(raw(2))).toString('base64url')}.${signature}`;
      },
    ],
    ['without a signature', async () => (await sign(raw(1))).replace(/[^.]*$/, '')],
    ['not at all', () => JSON.stringify(raw(1))],
    ['in five parts', () => 'a.b.c.d.e'],
    ['by nothing', () => ''],
    ['with a long header', () => sign(raw(1), rsa, { filler: 'x'.repeat(2_000) } as object)],
    ['with a header that nests', () => `${Buffer.from('['.repeat(1_000)).toString('base64url')}.e.e`],
  ])('%s is refused', async (_what, make) => {
    expect(await send(await make())).toMatchObject({ ...NOT_SIGNED, headers: { 'www-authenticate': expect.any(String) } });
    expect((await installation.intake.depth()).batches).toBe(0);
  });

  it('by a key that is published twice, for something else, or too short is refused', async () => {
    server.publish(
      await jwk(rsa, 'first'),
      await jwk(rsa, 'first'),
      await jwk(other, 'enc', { use: 'enc' }),
      await jwk(rsa, 'ps', { alg: 'PS256' }),
    );
    expect(await send(await sign(raw(1)))).toMatchObject(NOT_SIGNED);
    expect(await send(await sign(raw(1), other, { kid: 'enc' }))).toMatchObject(NOT_SIGNED);
    expect(await send(await sign(raw(1), rsa, { kid: 'ps' }))).toMatchObject(NOT_SIGNED);
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1_024 });
    server.publish({ ...publicKey.export({ format: 'jwk' }), kid: 'short' });
    installation.clock.advance(MINUTE);
    const head = Buffer.from(JSON.stringify({ alg: 'RS256', kid: 'short' })).toString('base64url');
    const signed = `${head}.${Buffer.from(JSON.stringify(raw(1))).toString('base64url')}`;
    expect(await send(`${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`)).toMatchObject(NOT_SIGNED);
  });

  it('by a secret among the published keys is refused', async () => {
    const secret = Buffer.alloc(32, 7);
    server.publish({ kty: 'oct', kid: 'shared', k: secret.toString('base64url'), alg: 'HS256' }, await jwk(rsa, 'first'));
    const jws = new CompactSign(Buffer.from(JSON.stringify(raw(1)))).setProtectedHeader({ alg: 'HS256', kid: 'shared' });
    expect(await send(await jws.sign(createSecretKey(secret)))).toMatchObject(NOT_SIGNED);
    expect(server.asked).toBe(0);
  });

  it('for no such source, a revoked one, or one that does not sign is refused alike, unread', async () => {
    const body = async (): Promise<Uint8Array> => {
      throw new Error('The body was asked for.');
    };
    const answers = [];
    for (const name of ['campus', 'gone', 'nobody', 'Zoé']) answers.push(await post(`/canvas/${name}`, '', { body }));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject(NOT_SIGNED);
    expect(JSON.stringify(answers[0])).toBe(JSON.stringify(await send('x')));
    expect(await refusals()).toContainEqual({ day: '2026-03-10', source: 'canvas', count: 1 });
  });

  it('goes on when its sender changes keys', async () => {
    expect((await send(await sign(raw(1)))).status).toBe(200);
    server.publish(await jwk(rsa, 'first'), await jwk(other, 'second'));
    installation.clock.advance(MINUTE);
    expect((await send(await sign(raw(2), other, { kid: 'second' }))).status).toBe(200);
    server.publish(await jwk(other, 'second'));
    installation.clock.advance(10 * MINUTE);
    expect((await send(await sign(raw(3)))).status).toBe(401);
    expect((await send(await sign(raw(4), other, { kid: 'second' }))).status).toBe(200);
    expect(await rows()).toBe(3);
  });

  it('waits while no keys can be had, and is accepted later', async () => {
    server.say('', 500);
    const jws = await sign(raw(1));
    expect(await send(jws)).toMatchObject({ status: 503, json: { error: { code: 'unavailable' } }, headers: { 'retry-after': '30' } });
    expect(installation.logged).toEqual([JSON.stringify(['receive.failed', { code: 'signing_keys_unavailable' }])]);
    server.publish(await jwk(rsa, 'first'));
    installation.clock.advance(30_000);
    expect((await send(jws)).status).toBe(200);
  });

  it('is checked by no set that is too large', async () => {
    server.publish(await jwk(rsa, 'first'), { filler: 'x'.repeat(65_536) });
    expect((await send(await sign(raw(1)))).status).toBe(503);
  });

  it('costs one question in a flood of names of keys', async () => {
    const [, payload, signature] = (await sign(raw(1))).split('.');
    for (let i = 0; i < 200; i++) {
      const header = Buffer.from(JSON.stringify({ alg: 'RS256', kid: `made-up-${i}` })).toString('base64url');
      expect((await send(`${header}.${payload}.${signature}`)).status).toBe(401);
    }
    expect(server.asked).toBe(1);
  });
});
