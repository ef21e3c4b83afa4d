import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { secretHash } from '#core/receive/authenticate.ts';
import { Cli, nativeEvent, post, type Served } from './harness.ts';

const cli = new Cli();
let first: string;
let server: Served;
beforeAll(async () => {
  first = await cli.addSource('campus');
  server = await cli.serve();
});
afterAll(async () => {
  await server.stop();
  cli.remove();
});

const status = async (secret: string): Promise<number> => (await post(server.url, secret, nativeEvent('one'))).status;
const failure = async (...args: readonly string[]) =>
  JSON.parse((await cli.run([...args, '--json'])).err).error as { code: string; message: string };

interface Added {
  readonly secret: string;
  readonly fingerprint: string;
}

describe('source secret', () => {
  test('adds a secret for one purpose, tells of it by its fingerprint, and ends it alone and at once', async () => {
    const added = await cli.json<Added>('source', 'secret', 'add', 'campus', '--scope', 'courses,events');
    expect(added).toMatchObject({ name: 'campus', scopes: ['events', 'courses'], secrets: 2 });
    expect(added.fingerprint).toBe(secretHash(added.secret).slice(0, 8));
    expect([await status(first), await status(added.secret)]).toEqual([200, 200]);
    expect(await cli.json('source', 'secret', 'revoke', 'campus', added.fingerprint)).toEqual({
      name: 'campus',
      fingerprint: added.fingerprint,
      ended: 1,
      secrets: 1,
    });
    expect([await status(first), await status(added.secret)]).toEqual([200, 401]);
    // The first refusal is counted at once.
    expect(await cli.json('status')).toMatchObject({ refused: { unnamed: 1, sources: {} } });
  });

  test('a secret for rights posts no events', async () => {
    const { secret, fingerprint } = await cli.json<Added>('source', 'secret', 'add', 'campus', '--scope', 'rights');
    expect(await status(secret)).toBe(403);
    const list = await cli.run(['source', 'secret', 'list', 'campus']);
    expect(list.out).toMatch(
      new RegExp(`fingerprint +since +scopes\\n[0-9a-f]{8} +\\S+ +events, courses\\n${fingerprint} +\\S+ +rights\\n`),
    );
    expect(list.out).not.toContain(secret);
    expect(await cli.json('source', 'list')).toMatchObject([
      { name: 'campus', secrets: [{ scopes: ['events', 'courses'] }, { scopes: ['rights'] }] },
    ]);
  });

  test('the last one is not ended: the source is, by its own command', async () => {
    await cli.addSource('single');
    const [only] = await cli.json<Added[]>('source', 'secret', 'list', 'single');
    const { code, message } = await failure('source', 'secret', 'revoke', 'single', only?.fingerprint ?? '');
    expect([code, message]).toEqual(['last_secret', expect.stringMatching(/source rotate single.*source revoke single/)]);
    expect(await cli.json('source', 'secret', 'list', 'single')).toHaveLength(1);
  });

  test('says what is wrong and what to do', async () => {
    expect(await failure('source', 'secret', 'revoke', 'campus', '00000000')).toMatchObject({
      code: 'unknown_secret',
      message: expect.stringContaining('sillage source secret list campus'),
    });
    expect(await failure('source', 'secret', 'add', 'never', '--scope', 'rights')).toMatchObject({ code: 'unknown_source' });
    for (const wrong of [['--scope', 'admin'], ['--scope', ''], []]) {
      expect((await cli.run(['source', 'secret', 'add', 'campus', ...wrong])).code).toBe(2);
    }
    expect((await cli.run(['source', 'secret', 'revoke', 'campus', 'first'])).err).toMatch(/8 or more hex characters/);
  });

  test('an eleventh is refused', async () => {
    await cli.addSource('many');
    for (let n = 2; n <= 10; n++) await cli.json('source', 'secret', 'add', 'many', '--scope', 'rights');
    expect(await failure('source', 'secret', 'add', 'many', '--scope', 'rights')).toMatchObject({
      code: 'too_many_secrets',
      message: expect.stringContaining('source secret revoke many'),
    });
  });
});

describe('source jwks', () => {
  const KEYS = 'https://keys.example/jwks.json';
  const keysOf = async (name: string) =>
    (await cli.json<{ name: string; jwks_url: string | null }[]>('source', 'list')).find((one) => one.name === name)?.jwks_url;

  test('a key set is told when the source is added, changed, and taken away', async () => {
    await cli.json('source', 'add', 'canvas', '--platform', 'canvas', '--jwks', KEYS);
    expect(await keysOf('canvas')).toBe(KEYS);
    expect(await cli.json('source', 'jwks', 'canvas', `${KEYS}?two`)).toEqual({ name: 'canvas', jwks_url: `${KEYS}?two` });
    expect((await cli.run(['source', 'list'])).out).toContain(`${KEYS}?two`);
    expect(await cli.json('source', 'jwks', 'canvas', 'none')).toEqual({ name: 'canvas', jwks_url: null });
    expect(await keysOf('canvas')).toBeNull();
    expect(await failure('source', 'jwks', 'never', KEYS)).toMatchObject({ code: 'unknown_source' });
  });

  test.each(['http://keys.example/', 'https://user:word@keys.example/', 'keys.example', `https://keys.example/${'k'.repeat(500)}`])(
    'refuses %s',
    async (url) => {
      const { code, err } = await cli.run(['source', 'jwks', 'campus', url]);
      expect([code, err]).toEqual([2, expect.stringContaining('https address of a key set')]);
    },
  );

  test('sillage.yaml may say it, and is not contradicted', async () => {
    const config = cli.file('canvas.yaml', `sources:\n  - id: listed\n    platform: canvas\n    jwks_url: ${KEYS}\n`);
    const before = ['--data', cli.data, '--config', config];
    const told = (...args: readonly string[]) => cli.run(args, undefined, before);
    expect((await told('source', 'add', 'listed', '--jwks', `${KEYS}?two`)).err).toMatch(/jwks_url .* --jwks says .*; leave --jwks out/);
    expect((await told('source', 'add', 'listed')).code).toBe(0);
    expect(await keysOf('listed')).toBe(KEYS);
    expect((await told('source', 'jwks', 'listed', 'none')).err).toMatch(/write there what shall hold/);
    expect((await told('source', 'jwks', 'listed', KEYS)).code).toBe(0);
  });
});
