import { expect, test } from 'vitest';
import type { Registry } from '#core/ports/registry.ts';
import { NOW } from './people.ts';
import { secret, source } from './sources.ts';

const KEYS = 'https://keys.example/jwks.json';

export function scopesAndSigning(registry: () => Registry): void {
  test('each secret keeps its own scopes, whichever was there first', async () => {
    const secrets = [
      secret('first', NOW, ['rights']),
      secret('second', NOW + 1, ['events']),
      secret('third', NOW + 2, ['events', 'courses', 'rights']),
    ];
    await registry().addSource({ ...source('campus'), secrets });
    for (const one of [secret('fourth', NOW + 3), secret('fifth', NOW + 4, ['courses', 'rights'])]) {
      expect(await registry().addSecret('campus', one)).toBe(true);
      secrets.push(one);
    }
    expect((await registry().source('campus'))?.secrets).toEqual(secrets);
    for (const { hash } of secrets) expect((await registry().sourceBySecret(hash))?.secrets).toEqual(secrets);
    expect((await registry().sources())[0]?.secrets).toEqual(secrets);
  });

  test('one secret is taken away alone; what takes the place of the oldest keeps its scopes', async () => {
    await registry().addSource({ ...source('campus'), secrets: [secret('first', NOW)] });
    await registry().addSecret('campus', secret('second', NOW + 1, ['rights']));
    await registry().addSecret('campus', secret('third', NOW + 2));
    await registry().addSecret('campus', secret('fourth', NOW + 3, ['events']));
    const left = async () => (await registry().source('campus'))?.secrets;
    expect(await registry().dropSecrets('campus', ['first'])).toBe(true);
    expect(await left()).toEqual([secret('second', NOW + 1, ['rights']), secret('third', NOW + 2), secret('fourth', NOW + 3, ['events'])]);
    expect(await registry().dropSecrets('campus', ['fourth'])).toBe(true);
    expect(await registry().dropSecrets('campus', ['second'])).toBe(true);
    expect(await left()).toEqual([secret('third', NOW + 2)]);
    for (const gone of ['first', 'second', 'fourth']) expect(await registry().sourceBySecret(gone)).toBeNull();
  });

  test('a source says how it signs from the beginning, or later, or no more', async () => {
    await registry().addSource({ ...source('canvas'), jwksUrl: KEYS });
    await registry().addSource(source('campus'));
    expect((await registry().source('canvas'))?.jwksUrl).toBe(KEYS);
    expect(await registry().setJwksUrl('campus', `${KEYS}?2`)).toBe(true);
    expect(await registry().setJwksUrl('canvas', null)).toBe(true);
    expect((await registry().sources()).map(({ id, jwksUrl }) => [id, jwksUrl]).toSorted()).toEqual([
      ['campus', `${KEYS}?2`],
      ['canvas', null],
    ]);
    expect((await registry().sourceBySecret('hash of campus'))?.jwksUrl).toBe(`${KEYS}?2`);
    expect(await registry().setJwksUrl('nobody', KEYS)).toBe(false);
    expect(await registry().source('nobody')).toBeNull();
  });
}
