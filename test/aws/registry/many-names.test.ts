import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { DynamoRegistry } from '#adapters/aws/dynamo-registry.ts';
import { bearers, MANY, resolved } from '../../contracts/registry/many.cases.ts';
import { creation } from '../../contracts/registry/people.ts';
import { dynamoOptions } from '../support/clients.ts';
import { crashProxy, type Fate } from '../support/crash-proxy.ts';
import { freshTable } from './fresh-table.ts';

async function learners(table: string): Promise<number> {
  const command = new ScanCommand({
    TableName: table,
    FilterExpression: 'sk = :learner',
    ExpressionAttributeValues: { ':learner': { S: 'learner' } },
  });
  return (await new DynamoDBClient(dynamoOptions()).send(command)).Count ?? 0;
}

it.each(['lost before', 'lost after'] as const)(
  'who dies between any two parts of many names (%s) leaves one learner, whom the next attempt adopts',
  async (when) => {
    let crashes = 0;
    for (let n = 1; ; n++) {
      const table = await freshTable();
      let calls = 0;
      const fate = (): Fate => {
        calls++;
        if (calls < n) return 'through';
        return calls === n ? when : 'lost before';
      };
      const proxy = await crashProxy(dynamoOptions().endpoint, fate);
      const dying = new DynamoRegistry(new DynamoDBClient({ ...dynamoOptions(), endpoint: proxy.url, maxAttempts: 1 }), table);
      const survived = await dying.change([creation('ann', MANY)]).then(
        ([made]) => made,
        () => false,
      );
      await proxy.close();
      const next = new DynamoRegistry(new DynamoDBClient(dynamoOptions()), table);
      // In other company, and in another order.
      await resolved(next, [...MANY.toReversed(), 'another']);
      const at = `the call ${n}`;
      expect(await bearers(next, [...MANY, 'another']), at).toHaveLength(1);
      expect(await learners(table), at).toBe(1);
      if (survived) break;
      crashes++;
    }
    // One look, five parts.
    expect(crashes).toBeGreaterThanOrEqual(6);
  },
);
