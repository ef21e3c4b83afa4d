import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SourceRecord } from '#core/ports/registry.ts';
import { secretHash } from '#core/receive/authenticate.ts';
import { frontDoor } from '#core/receive/front-door.ts';
import type { HttpRequest } from '#core/receive/http.ts';
import { Installation, NOW, native, SECRET, sourceOf } from '../../support/installation.ts';

const CONTEXT = 'http://purl.imsglobal.org/ctx/caliper/v1p2';
const LENIENT = `${SECRET}-lenient`;
const STRICT = `${SECRET}-strict`;
let installation: Installation;

beforeEach(async () => {
  installation = await Installation.make();
});
afterEach(() => installation.registry.close());

const uuid = (n: number) => `urn:uuid:00000000-0000-4000-8000-${`${n}`.padStart(12, '0')}`;

function event(n: number, changes: Record<string, unknown> = {}) {
  return {
    '@context': CONTEXT,
    id: uuid(n),
    type: 'NavigationEvent',
    actor: { id: 'https://campus.exemple.fr/users/17', type: 'Person' },
    action: 'NavigatedTo',
    object: { id: 'https://campus.exemple.fr/pages/3', type: 'WebPage' },
    eventTime: '2026-03-02T09:00:00.000Z',
    group: { id: 'https://campus.exemple.fr/courses/bio101', type: 'CourseOffering' },
    ...changes,
  };
}

function envelope(data: readonly unknown[], changes: Record<string, unknown> = {}) {
  return { sensor: 'https://campus.exemple.fr/sensor', sendTime: '2026-03-02T09:00:01+0000', dataVersion: CONTEXT, data, ...changes };
}

const MOODLE = {
  '@context': 'http://purl.imsglobal.org/ctx/caliper/v1/Context',
  '@type': 'http://purl.imsglobal.org/caliper/v1/NavigationEvent',
  actor: { '@id': 'https://moodle.exemple.fr/user/view.php?id=17', '@type': 'http://purl.imsglobal.org/caliper/v1/lis/Person' },
  action: 'http://purl.imsglobal.org/vocab/caliper/v1/action#NavigatedTo',
  object: { '@id': 'https://moodle.exemple.fr/mod/page/view.php?id=4', '@type': 'http://purl.imsglobal.org/caliper/v1/WebPage' },
  eventTime: '2026-03-02T09:00:00.000Z',
};

async function post(body: unknown, headers: Record<string, string> = {}, more: Partial<HttpRequest> = {}) {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const request: HttpRequest = {
    method: 'POST',
    path: '/caliper',
    query: new URLSearchParams(),
    headers: { authorization: `Bearer ${LENIENT}`, 'content-type': 'application/json', ...headers },
    body: async () => bytes,
    ...more,
  };
  const { status, headers: answered, body: text } = await frontDoor(request, installation.pipeline);
  return { status, text, rejected: answered['x-sillage-rejected'], headers: answered, json: () => JSON.parse(text) as unknown };
}

const as = (secret: string) => ({ authorization: `Bearer ${secret}` });
const lines = async () => {
  await installation.settle();
  return (await installation.rows()).length;
};

describe('envelopes', () => {
  it.each([
    ['one', envelope([event(1), event(2)]), 2],
    ['a list of them, as Open edX batches', [envelope([event(1)]), envelope([event(2)]), envelope([])], 2],
    [
      'one of 1.1',
      envelope([event(1, { '@context': 'http://purl.imsglobal.org/ctx/caliper/v1p1' })], { dataVersion: CONTEXT.replace('v1p2', 'v1p1') }),
      1,
    ],
    ['one of 1.0, as Moodle sends', { sensor: 'https://moodle.exemple.fr', sendTime: '2026-03-02T09:00:01.000Z', data: [MOODLE] }, 1],
    ['one with thinned entries', envelope([event(1), 'https://campus.exemple.fr/users/17']), 1],
    [
      'one with described entities',
      envelope([{ '@context': CONTEXT, id: 'https://campus.exemple.fr/users/17', type: 'Person', name: 'X' }, event(1)]),
      1,
    ],
  ])('takes %s', async (_what, body, rows) => {
    for (const policy of [LENIENT, STRICT]) {
      const answer = await post(body, as(policy));
      expect([answer.status, answer.text, answer.rejected]).toEqual([200, '', undefined]);
    }
    expect(await lines()).toBe(2 * rows);
  });

  it.each([
    ['a list of nothing', []],
    ['an envelope of nothing', envelope([])],
    ['envelopes of nothing', [envelope([]), envelope([])]],
  ])('answers %s at once', async (_what, body) => {
    expect(await post(body)).toMatchObject({ status: 200, text: '' });
    expect((await installation.intake.depth()).batches).toBe(0);
  });

  it.each([
    ['no JSON', '{"sensor": ', 400, 'malformed_json'],
    ['lines', `${JSON.stringify(envelope([event(1)]))}\n${JSON.stringify(envelope([event(2)]))}`, 400, 'malformed_json'],
    ['no envelope', event(1), 400, 'no_envelope'],
    ['a number', 7, 400, 'no_envelope'],
    ['an envelope without data', { ...envelope([]), data: undefined }, 400, 'no_envelope'],
    ['an envelope without a sensor', envelope([event(1)], { sensor: undefined }), 400, 'no_envelope'],
    ['an envelope whose data is no list', { ...envelope([]), data: event(1) }, 400, 'no_envelope'],
    ['an unknown version', envelope([event(1)], { dataVersion: 'http://purl.imsglobal.org/ctx/caliper/v2' }), 422, 'unknown_version'],
    ['an unknown version of nothing', envelope([], { dataVersion: 2 }), 422, 'unknown_version'],
    [
      'unknown versions alone',
      [envelope([event(1)], { dataVersion: 'v9' }), envelope([event(2)], { dataVersion: 'v8' })],
      422,
      'unknown_version',
    ],
    ['too many', [envelope(Array(10_001).fill('urn:x:1'))], 413, 'too_many_items'],
    ['too many of them', Array(10_001).fill(envelope([])), 413, 'too_many_items'],
  ])('refuses %s', async (_what, body, status, code) => {
    for (const secret of [LENIENT, STRICT]) {
      const answer = await post(body, as(secret));
      expect([answer.status, answer.json()]).toMatchObject([status, { error: { code } }]);
    }
    expect((await installation.intake.depth()).batches).toBe(0);
  });

  it('of a lenient source are taken without what is faulty in them, and says how much that is', async () => {
    const body = [
      envelope([event(1), event(2, { eventTime: 'yesterday' }), 7]),
      envelope([event(3)], { dataVersion: 'http://purl.imsglobal.org/ctx/caliper/v2' }),
      event(4, { actor: 'Amélie' }),
      JSON.parse(native()),
      'x',
    ];
    expect(await post(body)).toMatchObject({ status: 200, text: '', rejected: '5' });
    expect(await lines()).toBe(2);
    expect(await installation.summary()).toMatchObject({
      lines: 7,
      rejected: { invalid_time: 1, invalid_field: 1, unknown_version: 1, missing_event_type: 1, not_an_object: 1 },
    });
  });

  it('of a strict source are taken whole or not at all', async () => {
    const some = (changes: Record<string, unknown>) => [envelope([event(1)]), envelope([event(2)], changes)];
    expect((await post(some({ dataVersion: 'v9' }), as(STRICT))).status).toBe(422);
    expect((await post([envelope([event(1)]), event(2)], as(STRICT))).json()).toMatchObject({ error: { code: 'no_envelope' } });
    const faulty = await post([envelope([event(1), event(2, { action: 'Juggled' }), event(3, { id: 'x' })])], as(STRICT));
    expect([faulty.status, faulty.json()]).toMatchObject([
      400,
      {
        error: { code: 'rejected' },
        rejected: [
          { index: 1, code: 'breaks_specification', message: expect.stringContaining('(field: action)') },
          { index: 2, code: 'breaks_specification', message: expect.stringContaining('(field: id)') },
        ],
      },
    ]);
    expect(faulty.text).not.toContain('Juggled');
    expect((await installation.intake.depth()).batches).toBe(0);
  });

  it('of a source of an unknown platform are held to the rules, of a known one read as they are', async () => {
    const secret = 'another';
    const other: SourceRecord = {
      ...sourceOf('lenient'),
      id: 'tool',
      platform: 'other',
      secrets: [{ hash: secretHash(secret), since: NOW, scopes: ['events'] }],
    };
    await installation.registry.addSource(other);
    const body = envelope([event(1), event(2, { action: 'Juggled' })]);
    expect(await post(body, as(secret))).toMatchObject({ status: 200, rejected: '1' });
    expect((await post(body)).rejected).toBe(undefined);
    await installation.settle();
    // Process decides as receive did.
    expect(await installation.summary()).toMatchObject({ rows: 3, rejected: { breaks_specification: 1 } });
  });

  it('keep every digit, and give the same rows sent again', async () => {
    const body = JSON.stringify(envelope([event(1, { extensions: { big: 'N' } })])).replace('"N"', '12345678901234567890.10');
    await post(body);
    await post(body);
    expect(await lines()).toBe(1);
  });
});

describe('who may send', () => {
  const basic = (name: string, secret: string) => `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`;
  it.each([
    ['Bearer', `Bearer ${LENIENT}`],
    ['bearer in lower case', `bearer ${LENIENT}`],
    ['Basic', basic('campus', LENIENT)],
    ['the bare key of Moodle', LENIENT],
  ])('whoever has the secret: %s', async (_what, authorization) => {
    expect((await post(envelope([event(1)]), { authorization })).status).toBe(200);
  });

  it.each([
    ['nobody', ''],
    ['a wrong bare key', 'wrong'],
    ['a scheme alone', 'Bearer'],
    ['a wrong bearer', 'Bearer wrong'],
    ['another scheme', `Token ${LENIENT}`],
    ["another source's secret", basic('exact', LENIENT)],
    ['a hash of the secret', secretHash(LENIENT)],
  ])('not %s, whose body is not even asked for', async (_what, authorization) => {
    const body = async (): Promise<Uint8Array> => {
      throw new Error('The body was asked for.');
    };
    const answer = await post('', { authorization }, { body });
    expect([answer.status, answer.json()]).toMatchObject([401, { error: { code: 'unauthorized' } }]);
    expect(answer.headers['www-authenticate']).toBeTypeOf('string');
  });

  it('takes no bare key at another door', async () => {
    expect((await post('[]', { authorization: LENIENT }, { path: '/v1/events' })).status).toBe(401);
    expect((await post('[]', {}, { path: '/v1/events' })).status).toBe(200);
  });

  it('refuses a secret that may not post events', async () => {
    const secret = { hash: secretHash('courses-only'), since: NOW, scopes: ['courses'] as const };
    await installation.registry.addSecret('campus', secret);
    expect((await post(envelope([event(1)]), as('courses-only'))).status).toBe(403);
  });
});

describe('how it is sent', () => {
  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON', 'application/ld+json', ''])('as %j', async (type) => {
    expect((await post(envelope([event(1)]), { 'content-type': type })).status).toBe(200);
  });

  it.each(['text/plain', 'application/x-ndjson', 'application/xml', 'application/x-www-form-urlencoded'])('not as %s', async (type) => {
    const answer = await post(envelope([event(1)]), { 'content-type': type });
    expect([answer.status, answer.json()]).toMatchObject([415, { error: { code: 'unsupported_type' } }]);
  });

  it('packed, at an address with a slash behind it', async () => {
    const packed = gzipSync(JSON.stringify(envelope([event(1)])));
    expect((await post(packed, { 'content-encoding': 'gzip' }, { path: '/caliper/' })).status).toBe(200);
    expect((await post(gzipSync(Buffer.alloc(17 * 1_048_576)), { 'content-encoding': 'gzip' })).status).toBe(413);
    expect((await post('', {}, { body: async () => 'too_large' })).status).toBe(413);
    expect((await post('{}', { 'content-encoding': 'br' })).status).toBe(415);
  });

  it('is quick with bodies that are hostile', async () => {
    const began = performance.now();
    for (const body of [
      gzipSync(`[${'1,'.repeat(8_000_000)}1]`),
      gzipSync(`${'['.repeat(4_000_000)}${']'.repeat(4_000_000)}`),
      gzipSync(`[${'{"sensor":"a","data":[]},'.repeat(9_999)}1]`),
      `{"sensor":"${'a'.repeat(500_000)}","data":[${'1,'.repeat(9_000)}1]}`,
      `{"data":[],"sensor":"a"${',"data":[]'.repeat(90_000)}}`,
    ]) {
      const packed = typeof body === 'string' ? {} : { 'content-encoding': 'gzip' };
      expect([200, 400, 413]).toContain((await post(body, packed)).status);
    }
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe('the configuration', () => {
  it('is told to anybody', async () => {
    const answer = await post('', { authorization: '' }, { method: 'GET' });
    expect([answer.status, answer.json()]).toEqual([
      200,
      {
        caliper_supported_versions: [
          'http://purl.imsglobal.org/ctx/caliper/v1/Context',
          'http://purl.imsglobal.org/ctx/caliper/v1p1',
          'http://purl.imsglobal.org/ctx/caliper/v1p2',
        ],
        // Kilobytes: 1 MiB.
        caliper_maximum_payload_size: 1_024,
      },
    ]);
  });

  it('takes no other method', async () => {
    expect(await post('', {}, { method: 'PUT' })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD, POST' } });
  });
});
