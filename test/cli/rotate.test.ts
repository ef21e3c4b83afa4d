import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
const secretsOf = async (name: string) => {
  const sources = await cli.json<{ name: string; secrets: { since: string }[] }[]>('source', 'list');
  return sources.find((one) => one.name === name)?.secrets;
};

describe('source rotate', () => {
  test('adds a secret that works beside the old one, and ends the old one when told', async () => {
    const { secret: second, secrets } = await cli.json<{ secret: string; secrets: number }>('source', 'rotate', 'campus');
    expect(Buffer.from(second, 'base64url')).toHaveLength(32);
    expect(secrets).toBe(2);
    expect([await status(first), await status(second)]).toEqual([200, 200]);
    expect(await secretsOf('campus')).toHaveLength(2);
    expect(await cli.json('source', 'rotate', 'campus', '--finish')).toEqual({ name: 'campus', ended: 1, secrets: 1 });
    expect([await status(first), await status(second)]).toEqual([401, 200]);
    expect(await cli.json('source', 'rotate', 'campus', '--finish')).toEqual({ name: 'campus', ended: 0, secrets: 1 });
    expect(await status(second)).toBe(200);
    expect((await cli.json<{ lines: number; merged: { rows: number } }>('status')).lines).toBeGreaterThan(0);
  });

  test('tells people what to do next; the list tells how many are valid and since when, never the secrets', async () => {
    const { out } = await cli.run(['source', 'rotate', 'campus']);
    expect(out).toMatch(/shown only now[\s\S]*\n {2}[\w-]{43}\n[\s\S]*sillage source rotate campus --finish --data/);
    const secret = / {2}([\w-]{43})\n/.exec(out)?.[1] ?? '';
    const list = await cli.run(['source', 'list']);
    expect(list.out).toMatch(/campus +other +lenient +\S+ +2 +\d{4}-\S+, \d{4}-\S+ +events\+courses, events\+courses\n/);
    expect(list.out).not.toContain(secret);
    expect((await cli.run(['source', 'rotate', 'campus', '--finish'])).out).toMatch(/Ended: 1 older secret; .* valid since \d{4}-/);
  });

  test('a secret that was never typed in is replaced by another one, up to five', async () => {
    await cli.addSource('forgetful');
    for (let n = 2; n <= 5; n++) expect(await cli.json('source', 'rotate', 'forgetful')).toMatchObject({ secrets: n });
    const { code, err } = await cli.run(['source', 'rotate', 'forgetful', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(err)).toMatchObject({ error: { code: 'too_many_secrets', message: expect.stringContaining('--finish') } });
    expect(await cli.json('source', 'rotate', 'forgetful', '--finish')).toMatchObject({ ended: 4, secrets: 1 });
  });

  test('keeps the scopes of the newest secret for events, and leaves secrets for other things alone', async () => {
    await cli.json('source', 'add', 'scoped', '--platform', 'other', '--scope', 'events');
    await cli.json('source', 'secret', 'add', 'scoped', '--scope', 'rights');
    expect(await cli.json('source', 'rotate', 'scoped')).toMatchObject({ secrets: 3 });
    expect(await cli.json('source', 'rotate', 'scoped', '--finish')).toEqual({ name: 'scoped', ended: 1, secrets: 2 });
    expect(await cli.json('source', 'secret', 'list', 'scoped')).toMatchObject([{ scopes: ['rights'] }, { scopes: ['events'] }]);
    await cli.json('source', 'add', 'quiet', '--platform', 'other', '--scope', 'rights,courses');
    const { err } = await cli.run(['source', 'rotate', 'quiet', '--json']);
    expect(JSON.parse(err)).toMatchObject({
      error: { code: 'no_events_secret', message: expect.stringContaining('source secret add quiet') },
    });
  });

  test('revoking ends all secrets at once, and is for ever', async () => {
    const one = await cli.addSource('gone');
    const { secret: two } = await cli.json<{ secret: string }>('source', 'rotate', 'gone');
    await cli.json('source', 'revoke', 'gone');
    expect([await status(one), await status(two)]).toEqual([401, 401]);
    expect(await secretsOf('gone')).toEqual([]);
    for (const more of [[], ['--finish']]) {
      const { code, err } = await cli.run(['source', 'rotate', 'gone', ...more, '--json']);
      expect(code).toBe(1);
      expect(JSON.parse(err)).toMatchObject({ error: { code: 'source_revoked' } });
    }
    expect((await cli.run(['source', 'rotate', 'never'])).err).toMatch(/no source "never"; see: sillage source list/);
  });
});
