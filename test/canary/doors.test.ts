import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Cli, nativeEvent, type Served } from '../cli/harness.ts';
import { caliperEvent, statement } from '../clients/acts.ts';
import { CANARY, plant } from './plant.ts';
import { canariesBelow, canaryIn } from './search.ts';

const cli = new Cli();
let server: Served;
/** Every answer, whole: status line, headers, body. */
const answers: string[] = [];
const statuses = new Map<number, number>();
let accepted = 0;

/** Whoever posts says more of people in the headers than in the body. */
const PERSONAL = {
  'user-agent': `${CANARY}-agent/1.0`,
  'x-forwarded-for': `${CANARY}-address`,
  forwarded: `for=${CANARY}`,
  referer: `https://campus.example/user/${CANARY}`,
  cookie: `session=${CANARY}`,
  from: `${CANARY}@example.org`,
  'x-request-id': CANARY,
};

async function send(method: string, path: string, headers: Readonly<Record<string, string>>, body?: string | Uint8Array): Promise<number> {
  const init = { method, headers: { ...PERSONAL, ...headers }, ...(body === undefined ? {} : { body }) };
  const response = await fetch(`${server.url}${path}`, init as RequestInit);
  const text = await response.text();
  answers.push(`${response.status} ${response.statusText}\n${[...response.headers].join('\n')}\n\n${text}`);
  statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
  return response.status;
}

const basic = (name: string, secret: string) => ({ authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}` });

function multipart(
  parts: readonly { readonly headers: Readonly<Record<string, string>>; readonly body: string }[],
  boundary: string,
): string {
  const written = parts.map(({ headers, body }) => {
    const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    return `--${boundary}\r\n${head.join('')}\r\n${body}\r\n`;
  });
  return `${written.join('')}--${boundary}--\r\n`;
}

let n = 0;
/** At most so many copies of an item, each with a canary somewhere else. */
function planted(item: object, most: number): string[] {
  const lines = [...plant(JSON.parse(JSON.stringify(item)) as never, () => n++)].map(({ line }) => line);
  const step = Math.max(1, Math.floor(lines.length / most));
  // Each an event of its own: told by its id, or by the request that made it.
  const uuid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/;
  return lines.filter((_, i) => i % step === 0).map((line) => line.replace(uuid, () => randomUUID()));
}

async function xapi(name: string, secret: string): Promise<void> {
  const json = { ...basic(name, secret), 'content-type': 'application/json', 'x-experience-api-version': '1.0.3' };
  for (const line of planted(statement(), 60)) if ((await send('POST', '/xapi/statements', json, line)) === 200) accepted++;
  for (const line of planted(statement(null), 10)) {
    if ((await send('PUT', `/xapi/statements?statementId=${randomUUID()}`, json, line)) === 204) accepted++;
  }
  await send('PUT', `/xapi/statements?statementId=${CANARY}`, json, JSON.stringify(statement()));
  await send('POST', `/xapi/statements?${CANARY}=${CANARY}`, json, `[{"${CANARY}"`);
  await send('GET', `/xapi/statements?agent={"mbox":"mailto:${CANARY}@example.org"}`, json);
  await send('GET', `/xapi/about?${CANARY}`, {});
  await send('POST', `/xapi/${CANARY}`, json, '{}');
  await send('POST', '/xapi/statements', { ...json, 'x-experience-api-version': CANARY }, '{}');
  await send('POST', '/xapi/statements', { ...json, 'content-type': `text/${CANARY}` }, CANARY);
  await send('POST', '/xapi/statements', { ...json, 'content-encoding': CANARY }, CANARY);
  const bytes = `An essay of ${CANARY}.`;
  const sha2 = createHash('sha256').update(bytes).digest('hex');
  const attachment = {
    usageType: `https://exemple.fr/${CANARY}`,
    display: { en: CANARY },
    contentType: 'text/plain',
    length: bytes.length,
    sha2,
  };
  for (const hash of [sha2, sha2.replace(/^./, (first) => (first === '0' ? '1' : '0'))]) {
    const body = multipart(
      [
        { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ ...statement(), attachments: [attachment] }) },
        {
          headers: { 'Content-Type': 'text/plain', 'Content-Transfer-Encoding': 'binary', 'X-Experience-API-Hash': hash },
          body: bytes,
        },
      ],
      `b${CANARY}`,
    );
    const status = await send('POST', '/xapi/statements', { ...json, 'content-type': `multipart/mixed; boundary=b${CANARY}` }, body);
    if (status === 200) accepted++;
  }
}

async function caliper(secret: string): Promise<void> {
  const json = { authorization: secret, 'content-type': 'application/json' };
  const envelope = (data: unknown[], more: object = {}) => ({
    sensor: 'https://campus.exemple.fr/sensors/1',
    sendTime: '2026-03-02T10:00:01.000+0000',
    dataVersion: 'http://purl.imsglobal.org/ctx/caliper/v1p1',
    data,
    ...more,
  });
  for (const line of planted(envelope([caliperEvent()]), 60)) if ((await send('POST', '/caliper', json, line)) === 200) accepted++;
  await send('POST', '/caliper', json, JSON.stringify([envelope([`urn:${CANARY}`]), envelope([], { dataVersion: CANARY })]));
  await send('POST', `/caliper?user=${CANARY}`, json, `{"sensor": "${CANARY}"`);
  await send('POST', '/caliper', { ...json, 'content-type': `text/${CANARY}` }, CANARY);
  await send('GET', `/caliper?${CANARY}`, {});
}

async function canvas(secret: string): Promise<void> {
  const json = { 'content-type': 'application/json' };
  const event = {
    metadata: {
      ...{
        event_name: 'course_created',
        event_time: '2026-03-02T10:00:00.000Z',
        user_id: '70000000000077',
        user_login: 'zoe',
        client_ip: '::1',
      },
      ...{
        context_type: 'Course',
        context_id: '70000000000042',
        session_id: 'abc',
        request_id: randomUUID(),
        url: 'https://canvas.exemple.fr/courses/42',
      },
    },
    body: { course_id: '70000000000042', name: 'A course' },
  };
  for (const line of planted(event, 40)) if ((await send('POST', `/canvas/canvas/${secret}`, json, line)) === 200) accepted++;
  await send('POST', `/canvas/canvas/${CANARY}`, json, JSON.stringify(event));
  await send('POST', `/canvas/${CANARY}/${CANARY}`, json, JSON.stringify(event));
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  await send('POST', '/canvas/canvas', json, `${part({ alg: 'RS256', kid: CANARY })}.${part(event)}.${part({ a: CANARY })}`);
}

beforeAll(async () => {
  const secrets = {
    lenient: await cli.addSource('lenient', 'openedx', 'lenient'),
    strict: await cli.addSource('strict', 'other', 'strict'),
    canvas: await cli.addSource('canvas', 'canvas', 'lenient'),
  };
  server = await cli.serve();
  await xapi('lenient', secrets.lenient);
  await xapi('strict', secrets.strict);
  await caliper(secrets.lenient);
  await caliper(secrets.strict);
  await canvas(secrets.canvas);
  const lenient = basic('lenient', secrets.lenient);
  await send(
    'PUT',
    `/v1/courses/bio101?${CANARY}`,
    { ...lenient, 'content-type': 'application/json' },
    JSON.stringify({ [CANARY]: CANARY }),
  );
  await send('PUT', '/v1/courses/bio101', { ...lenient, 'content-type': 'application/json' }, JSON.stringify({ opens: CANARY }));
  await send('POST', `/v1/events?dialect=${CANARY}`, lenient, nativeEvent('x'));
  await send('POST', '/v1/events', { ...lenient, 'content-encoding': 'gzip' }, gzipSync(`{"${CANARY}": `));
  await send('POST', '/v1/events', lenient, JSON.stringify({ date: 1, log: `Jul 1 [user ${CANARY}] {"username": "${CANARY}"}` }));
  for (const path of [`/${CANARY}`, `/v1/${CANARY}`, `/v1/events/${CANARY}`, `/%${CANARY}`])
    await send('POST', path, basic(CANARY, CANARY), CANARY);
  for (const path of ['/v1/events', '/xapi/statements', '/caliper']) {
    await send('POST', path, basic('lenient', CANARY), CANARY);
    await send('POST', path, { authorization: `Bearer ${CANARY}` }, CANARY);
    await send('DELETE', path, lenient);
  }
  for (let i = 0; i < 100; i++) {
    const { waiting } = await cli.json<{ waiting?: { batches?: number } }>('status').catch(() => ({ waiting: undefined }));
    if (waiting?.batches === 0) break;
    await sleep(200);
  }
  await cli.run(['merge', '--now']);
  await server.stop();
}, 300_000);
afterAll(() => cli.remove());

describe('the doors tell nothing of anybody', () => {
  it('were all tried: accepted, refused for every reason, and not found', async () => {
    for (const status of [200, 204, 400, 401, 403, 404, 405, 415, 422])
      expect([status, statuses.get(status) ?? 0]).not.toEqual([status, 0]);
    expect(accepted).toBeGreaterThan(150);
    const [row] = await cli.json<[{ n: number }]>('query', 'SELECT count(*) AS n FROM events');
    expect(row.n).toBeGreaterThan(100);
  }, 60_000);

  it('in no answer: neither in its body nor in its headers', () => {
    expect(answers.map((text) => canaryIn(text, false)).filter((hit) => hit !== null)).toEqual([]);
  });

  it('in no line of the log', () => {
    expect(canaryIn(server.log(), false)).toBeNull();
    expect(server.log()).toContain('serve.stopped');
  });

  it('in no file but raw/', async () => {
    const { found, searched } = await canariesBelow(cli.data, ['raw/']);
    expect(found).toEqual([]);
    expect(searched).toBeGreaterThan(10);
  });
});
