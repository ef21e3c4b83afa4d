import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nativeEvent } from '../../cli/harness.ts';
import { ENDPOINT, Installation } from './installation.ts';

let there: Installation;
beforeAll(async () => {
  there = await Installation.make();
});
afterAll(() => there.close());

interface Listed {
  readonly name: string;
  readonly secrets: readonly { readonly since: string }[];
  readonly revoked: string | null;
}

describe('source --aws', () => {
  test('says so while there is none', async () => {
    expect(await there.say('source', 'list')).toMatch(/No source yet\. Add one: sillage source add NAME --platform openedx --aws\n/);
    expect(await there.json('source', 'list')).toEqual([]);
  });

  test('add prints the secret once, with the deployed endpoint; receive accepts it', async () => {
    const out = await there.say('source', 'add', 'campus', '--platform', 'openedx');
    const [, secret = ''] = / {2}([\w-]{43})\n/.exec(out) ?? [];
    expect(out).toContain(`curl ${ENDPOINT.slice(0, -1)}/v1/events -u campus:SECRET`);
    expect(out).toContain('sillage ingest tracking.log --source campus --aws');
    expect(out).not.toContain('sillage serve');
    expect(await there.post('campus', secret, nativeEvent('one'))).toBe(200);
    expect(await there.post('campus', 'wrong', nativeEvent('one'))).toBe(401);
    const added = await there.json<{ secret: string; endpoint: string }>('source', 'add', 'moodle', '--platform', 'moodle');
    expect(added).toMatchObject({ name: 'moodle', endpoint: ENDPOINT });
    const list = await there.say('source', 'list');
    expect(list).toMatch(/campus +openedx +lenient +\d{4}-\S+ +1 +\d{4}-\S+ +events\+courses\n/);
    for (const shown of [secret, added.secret]) expect(list + JSON.stringify(await there.json('source', 'list'))).not.toContain(shown);
    const again = await there.failure('source', 'add', 'campus', '--platform', 'openedx');
    expect(again).toMatchObject({ exit: 1, code: 'source_exists', message: expect.stringContaining('sillage source list --aws') });
  });

  test('rotate: both secrets are accepted until the older one is ended', async () => {
    const { secret: first } = await there.json<{ secret: string }>('source', 'add', 'rotating', '--platform', 'moodle');
    expect(await there.post('rotating', first, nativeEvent('one'))).toBe(200);
    const { secret: second } = await there.json<{ secret: string }>('source', 'rotate', 'rotating');
    // At once, although receive remembers the source as it was.
    expect(await there.post('rotating', second, nativeEvent('two'))).toBe(200);
    expect(await there.post('rotating', first, nativeEvent('three'))).toBe(200);
    const [listed] = (await there.json<Listed[]>('source', 'list')).filter(({ name }) => name === 'rotating');
    expect(listed?.secrets).toHaveLength(2);
    expect(await there.json('source', 'rotate', 'rotating', '--finish')).toEqual({ name: 'rotating', ended: 1, secrets: 1 });
    await there.forget();
    expect(await there.post('rotating', first, nativeEvent('four'))).toBe(401);
    expect(await there.post('rotating', second, nativeEvent('four'))).toBe(200);
  });

  test('a secret may do what its scopes say, and is ended alone', async () => {
    const { secret: first } = await there.json<{ secret: string }>(
      'source',
      'add',
      'scoped',
      '--platform',
      'canvas',
      '--jwks',
      'https://keys.example/a',
    );
    const { secret, fingerprint } = await there.json<{ secret: string; fingerprint: string }>(
      'source',
      'secret',
      'add',
      'scoped',
      '--scope',
      'rights',
    );
    expect(await there.post('scoped', secret, nativeEvent('one'))).toBe(403);
    expect(await there.json('source', 'secret', 'list', 'scoped')).toMatchObject([
      { scopes: ['events', 'courses'] },
      { fingerprint, scopes: ['rights'] },
    ]);
    expect(await there.say('source', 'secret', 'revoke', 'scoped', fingerprint)).toMatch(/refused within five seconds; the source keeps 1/);
    await there.forget();
    expect(await there.post('scoped', secret, nativeEvent('one'))).toBe(401);
    expect(await there.post('scoped', first, nativeEvent('one'))).toBe(200);
    expect(await there.json('source', 'jwks', 'scoped', 'none')).toEqual({ name: 'scoped', jwks_url: null });
    expect(await there.json('status')).toMatchObject({ refused: { sources: { campus: 1 } }, courses: { known: 0 } });
  });

  test('revoke ends it for ever', async () => {
    const { secret } = await there.json<{ secret: string }>('source', 'add', 'gone', '--platform', 'moodle');
    expect(await there.say('source', 'revoke', 'gone')).toMatch(/"gone" may no longer send/);
    expect(await there.post('gone', secret, nativeEvent('one'))).toBe(401);
    expect(await there.say('source', 'list')).toMatch(/gone +moodle +lenient +\S+ +0 +\d{4}-\S+\n/);
    expect(await there.failure('source', 'revoke', 'never')).toMatchObject({ code: 'unknown_source', exit: 1 });
    expect(await there.failure('source', 'rotate', 'gone')).toMatchObject({ code: 'source_revoked', exit: 1 });
    const log = there.cli.file('a.log', nativeEvent('one'));
    expect(await there.failure('ingest', log, '--source', 'gone')).toMatchObject({ code: 'source_revoked' });
    expect(await there.failure('ingest', log, '--source', 'never')).toMatchObject({
      code: 'unknown_source',
      message: expect.stringContaining('sillage source add never --platform openedx --aws'),
    });
  });
});
