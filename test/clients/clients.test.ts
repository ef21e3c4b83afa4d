import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import type { default as Client } from '@xapi/xapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Cli, type Served } from '../cli/harness.ts';
import { caliperEvent, statement } from './acts.ts';

const require = createRequire(import.meta.url);
// CommonJS, whose types say that it is a module.
const XAPI = require('@xapi/xapi') as typeof Client.default;
const cli = new Cli();
let server: Served;
const secrets = new Map<string, string>();

/** Each client sends as a source of its own, held to every rule of its specification. */
const SOURCES = ['xapi-1', 'xapi-2', 'attached', 'tincan', 'adl', 'caliper'] as const;

beforeAll(async () => {
  for (const name of SOURCES) secrets.set(name, await cli.addSource(name, 'other', 'strict'));
  server = await cli.serve();
}, 60_000);
afterAll(async () => {
  await server.stop();
  cli.remove();
});

const secretOf = (name: string): string => secrets.get(name) ?? '';

/** How many rows of that action are in the dataset, once everything that was answered 200 is. */
async function rows(source: string, action: string): Promise<number> {
  for (let i = 0; i < 100; i++) {
    await cli.run(['merge', '--now']);
    const [row] = await cli.json<[{ n: number }]>(
      'query',
      `SELECT count(*) AS n FROM events WHERE source = '${source}' AND action = '${action}'`,
    );
    if (row.n > 0) return row.n;
    await sleep(200);
  }
  return 0;
}

describe('@xapi/xapi', () => {
  it.each([
    ['xapi-1', '1.0.3'],
    ['xapi-2', '2.0.0'],
  ] as const)(
    '%s: one statement and a batch, version %s',
    async (source, version) => {
      const client = new XAPI({
        endpoint: `${server.url}/xapi/`,
        auth: XAPI.toBasicAuth(source, secretOf(source)),
        version: version as never,
      });
      const [one, ...batch] = [statement(), statement(), statement()];
      expect((await client.getAbout()).data.version).toEqual(['2.0.0', '1.0.3']);
      expect((await client.sendStatement({ statement: one as never })).data).toEqual([one?.['id']]);
      const answer = await client.sendStatements({ statements: batch as never });
      expect(answer.data).toEqual(batch.map(({ id }) => id));
      expect(answer.headers['x-experience-api-version']).toBe(version);
      await expect(client.sendStatement({ statement: { ...one, actor: {} } as never })).rejects.toMatchObject({
        response: { status: 400 },
      });
      await expect(client.getStatements({})).rejects.toMatchObject({ response: { status: 403 } });
      expect(await rows(source, 'played')).toBe(3);
    },
    60_000,
  );

  it('sends an attachment, which is checked and dropped', async () => {
    const client = new XAPI({
      endpoint: `${server.url}/xapi/`,
      auth: XAPI.toBasicAuth('attached', secretOf('attached')),
      version: '1.0.3',
      adapter: 'fetch',
    });
    const bytes = Buffer.from('A page of an essay that no row may hold.');
    const attachment = {
      usageType: 'http://id.tincanapi.com/attachment/supporting_media',
      display: { en: 'Essay' },
      contentType: 'text/plain',
      length: bytes.length,
      sha2: createHash('sha256').update(bytes).digest('hex'),
    };
    const send = (content: Uint8Array) => {
      const attachments = [new Uint8Array(content).buffer];
      return client.sendStatement({ statement: { ...statement(), attachments: [attachment] } as never, attachments });
    };
    expect((await send(bytes)).status).toBe(200);
    await expect(send(Buffer.from('Another page.'))).rejects.toThrow('attachments_differ');
    expect(await rows('attached', 'played')).toBe(1);
    expect(server.log()).not.toContain('essay');
  }, 60_000);
});

interface TinCanLrs {
  saveStatement(
    statement: object,
    options: { callback: (error: number | null, xhr: { status: number; responseText: string }) => void },
  ): void;
  saveStatements(
    statements: object[],
    options: { callback: (error: number | null, xhr: { status: number; responseText: string }) => void },
  ): void;
}

describe('tincanjs', () => {
  const TinCan = require('tincanjs') as {
    LRS: new (config: object) => TinCanLrs;
    Statement: new (config: object, options?: object) => object;
  };
  const lrs = (): TinCanLrs =>
    new TinCan.LRS({
      endpoint: `${server.url}/xapi/`,
      username: 'tincan',
      password: secretOf('tincan'),
      version: '1.0.2',
      allowFail: false,
    });
  const saved = (send: (callback: (error: number | null, xhr: { status: number; responseText: string }) => void) => void) =>
    new Promise<{ error: number | null; status: number; text: string }>((resolve) => {
      send((error, xhr) => resolve({ error, status: xhr.status, text: xhr.responseText }));
    });

  it('puts one, posts a batch, and posts one with its attachment as multipart/mixed', async () => {
    const made = () => new TinCan.Statement(statement(null), { storeOriginal: false });
    expect(await saved((callback) => lrs().saveStatement(made(), { callback }))).toMatchObject({ error: null, status: 204 });
    const batch = await saved((callback) => lrs().saveStatements([made(), made()], { callback }));
    expect(batch).toMatchObject({ error: null, status: 200 });
    expect(JSON.parse(batch.text)).toHaveLength(2);
    const attached = new TinCan.Statement({
      ...statement(null),
      attachments: [
        {
          usageType: 'http://id.tincanapi.com/attachment/supporting_media',
          display: { en: 'Essay' },
          contentType: 'application/octet-stream',
          content: 'A page of an essay that no row may hold.',
        },
      ],
    });
    expect(await saved((callback) => lrs().saveStatement(attached, { callback }))).toMatchObject({ error: null });
    expect(await rows('tincan', 'played')).toBe(4);
  }, 60_000);
});

describe('adl-xapiwrapper', () => {
  it('posts one and a batch under version 1.0.1', async () => {
    const { XAPIWrapper } = require('adl-xapiwrapper') as {
      XAPIWrapper: new (
        config: object,
      ) => {
        sendStatements(statements: object, callback: (error: unknown, response: { statusCode: number }, body: string) => void): void;
      };
    };
    const client = new XAPIWrapper({ url: `${server.url}/xapi/`, auth: { user: 'adl', pass: secretOf('adl') } });
    const send = (statements: object) =>
      new Promise<{ status: number; ids: unknown }>((resolve, reject) => {
        client.sendStatements(statements, (error, response, body) =>
          error === null || error === undefined ? resolve({ status: response.statusCode, ids: JSON.parse(body) }) : reject(error),
        );
      });
    const [one, ...batch] = [statement(), statement(), statement()];
    expect(await send(one as object)).toEqual({ status: 200, ids: [one?.['id']] });
    expect(await send(batch)).toEqual({ status: 200, ids: batch.map(({ id }) => id) });
    expect(await rows('adl', 'played')).toBe(3);
  }, 60_000);
});

describe('ims-caliper', () => {
  it('sends an envelope of one and one of several', async () => {
    const { Sensor, HttpClient } = require('ims-caliper') as {
      Sensor: {
        initialize(id: string): void;
        registerClient(client: object): void;
        createEnvelope(options: { data: object[] }): object;
        sendToClients(envelope: object): void;
      };
      HttpClient: { initialize(id: string, options: object): void };
    };
    Sensor.initialize('https://campus.exemple.fr/sensors/1');
    HttpClient.initialize('client', {
      uri: `${server.url}/caliper`,
      method: 'POST',
      json: true,
      headers: { Authorization: `Bearer ${secretOf('caliper')}`, 'Content-Type': 'application/json' },
    });
    Sensor.registerClient(HttpClient);
    Sensor.sendToClients(Sensor.createEnvelope({ data: [caliperEvent()] }));
    await sleep(500);
    Sensor.sendToClients(Sensor.createEnvelope({ data: [caliperEvent(), caliperEvent()] }));
    await sleep(500);
    expect(await rows('caliper', 'viewed')).toBe(3);
  }, 60_000);
});
