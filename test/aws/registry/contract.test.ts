import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoRegistry } from '#adapters/aws/dynamo-registry.ts';
import { describeRegistry } from '../../contracts/registry.suite.ts';
import { dynamoOptions } from '../support/clients.ts';
import { freshTable } from './fresh-table.ts';

describeRegistry('DynamoDB', async () => {
  const registry = new DynamoRegistry(new DynamoDBClient(dynamoOptions()), await freshTable());
  return { registry, close: () => {} };
});
