import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { DynamoRegistry } from '#adapters/aws/dynamo-registry.ts';
import { creation, known, named } from '../../contracts/registry/people.ts';
import { dynamoOptions } from '../support/clients.ts';
import { crashProxy, type Fate } from '../support/crash-proxy.ts';
import { freshTable } from './fresh-table.ts';

/** A transaction that was cancelled for these reasons, one for each of its items. */
function cancelled(...codes: readonly string[]): Fate {
  const body = {
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    Message: 'Transaction cancelled',
    CancellationReasons: codes.map((Code) => ({ Code })),
  };
  return { status: 400, body: JSON.stringify(body) };
}

async function behind(fates: (call: number) => Fate) {
  let calls = 0;
  const proxy = await crashProxy(dynamoOptions().endpoint, () => fates(calls++));
  const client = new DynamoDBClient({ ...dynamoOptions(), endpoint: proxy.url, maxAttempts: 1 });
  return { registry: new DynamoRegistry(client, await freshTable()), calls: () => calls, close: () => proxy.close() };
}

it.each([
  ['ThrottlingError'],
  ['ProvisionedThroughputExceeded'],
  ['TransactionConflict'],
  ['None', 'ThrottlingError', 'TransactionConflict'],
])('a transaction cancelled because of %s is tried again', async (...codes) => {
  const { registry, close } = await behind((call) => (call < 3 ? cancelled(...codes) : 'through'));
  expect(await registry.change([creation('ann')])).toEqual([true]);
  expect(await known(registry, 'ann')).toMatchObject({ status: 'active' });
  await close();
});

it.each([
  ['ThrottlingError', 'registry_unavailable'],
  ['TransactionConflict', 'registry_contended'],
])('what %s cancels again and again fails for now', async (reason, code) => {
  const { registry, calls, close } = await behind(() => cancelled('None', reason));
  await expect(registry.change([creation('ann')])).rejects.toMatchObject({ code });
  expect(calls()).toBeGreaterThan(5);
  await close();
});

it('a condition that does not hold is an answer, whatever else went wrong beside it', async () => {
  const { registry, close } = await behind((call) => (call === 0 ? cancelled('ThrottlingError', 'ConditionalCheckFailed') : 'through'));
  expect(await registry.change([creation('ann')])).toEqual([false]);
  expect(await named(registry, 'ann')).toBeUndefined();
  await close();
});

it('an item that is too long is a defect, and never repeated', async () => {
  const { registry, calls, close } = await behind(() => cancelled('None', 'ValidationError'));
  await expect(registry.change([creation('ann')])).rejects.toMatchObject({ name: 'TransactionCanceledException' });
  expect(calls()).toBe(1);
  await close();
});
