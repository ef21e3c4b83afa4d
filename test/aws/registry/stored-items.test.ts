import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import { DynamoRegistry } from '#adapters/aws/dynamo-registry.ts';
import { NOW } from '../../contracts/registry/people.ts';
import { secret, source } from '../../contracts/registry/sources.ts';
import { dynamoOptions } from '../support/clients.ts';
import { freshTable } from './fresh-table.ts';

const client = new DynamoDBClient(dynamoOptions());
let table: string;
let registry: DynamoRegistry;
beforeEach(async () => {
  table = await freshTable();
  registry = new DynamoRegistry(client, table);
});

const itemsOf = async (pk: string) =>
  (
    await client.send(
      new QueryCommand({ TableName: table, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: pk } } }),
    )
  ).Items ?? [];

test('a source and a course of before there were scopes and tellings read as they were, and go on', async () => {
  const common = { platform: { S: 'moodle' }, policy: { S: 'strict' }, keyVersion: { N: '2' }, createdAt: { N: String(NOW) } };
  const Item = { pk: { S: 'sources' }, sk: { S: 'campus' }, ...common, secretHash: { S: 'old' }, 'secret:newer': { N: String(NOW + 1) } };
  await client.send(new PutItemCommand({ TableName: table, Item }));
  const course = { slug: { S: 'a-1' }, source: { S: 'campus' }, courseId: { S: 'a' }, keyVersion: { N: '1' } };
  await client.send(new PutItemCommand({ TableName: table, Item: { pk: { S: 'courses' }, sk: { S: 'campus/a' }, ...course } }));

  const secrets = [secret('old', NOW), secret('newer', NOW + 1)];
  expect(await registry.source('campus')).toEqual({ ...source('campus'), secrets });
  await registry.addSecret('campus', secret('desk', NOW + 2, ['rights']));
  expect(await registry.dropSecrets('campus', ['old'])).toBe(true);
  expect((await registry.source('campus'))?.secrets).toEqual([secret('newer', NOW + 1), secret('desk', NOW + 2, ['rights'])]);
  expect(await registry.courses()).toMatchObject([{ courseKey: 'campus/a', title: null, deleted: null }]);
  expect(await registry.describeCourses([{ courseKey: 'campus/a', at: NOW, title: 'A' }])).toMatchObject([{ slug: 'a-1', title: 'A' }]);
});

test('functions of the version before see no secret that may do less than they believe', async () => {
  await registry.addSource(source('campus'));
  await registry.addSecret('campus', secret('desk', NOW + 1, ['rights']));
  await registry.addSecret('campus', secret('second', NOW + 2));
  const names = Object.keys((await itemsOf('sources'))[0] ?? {});
  expect(names.filter((name) => name.startsWith('secret:'))).toEqual(['secret:second']);
});

test('what is told again is not written again', async () => {
  const claim = { courseKey: 'campus/a', slug: 'a-1', source: 'campus', courseId: 'a', keyVersion: 1 };
  await registry.claimCourses([claim]);
  for (let i = 0; i < 3; i++) await registry.describeCourses([{ courseKey: 'campus/a', at: NOW, title: 'A', closes: null }]);
  expect((await itemsOf('courses'))[0]).toMatchObject({ told: { N: '1' }, title: { S: 'A' }, closesAt: { N: String(NOW) } });
});

test('a counter of refused requests ends after 30 days', async () => {
  await registry.noteRefusals('2026-03-02', null, 1);
  const [counter] = await itemsOf('refusals');
  expect(new Date(Number(counter?.['ttl']?.N) * 1000).toISOString()).toBe('2026-04-01T00:00:00.000Z');
});
