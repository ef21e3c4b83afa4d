import { readdirSync, readFileSync } from 'node:fs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { doorRegistry } from '#adapters/aws/door-registry.ts';
import type { Registry } from '#core/ports/registry.ts';
import { ManualClock } from '../support/memory/clock.ts';

const registry = doorRegistry(new DynamoDBClient({ region: 'eu-west-3' }), 'registry', new ManualClock(0));
/** What no door does is all one refusal. */
const refused = registry.sources;

const calls = readdirSync('core/receive', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => [...readFileSync(`core/receive/${file}`, 'utf8').matchAll(/\bregistry\??\.(\w+)\(/g)].map(([, name = '']) => name));

describe("receive's registry", () => {
  it('does whatever the code of receive calls', () => {
    expect(calls).toContain('sourceBySecret');
    expect([...new Set(calls)].filter((name) => (registry[name as keyof Registry] ?? refused) === refused)).toEqual([]);
  });

  it('refuses anything else at once', async () => {
    await expect(registry.lookup([])).rejects.toMatchObject({ code: 'registry_unavailable' });
    await expect(registry.addSecret('campus', { hash: 'h', since: 0, scopes: ['events'] })).rejects.toThrow('no door does that');
  });
});
