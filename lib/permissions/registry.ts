import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { allow, type Conditions } from './allow.ts';

const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const WRITE = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem', 'dynamodb:ConditionCheckItem'];

/** Never a Scan: nobody needs the whole registry at once. @param keys partition keys; * at the end of a prefix; all when there are none */
export function readRegistry(table: Table, ...keys: readonly string[]): PolicyStatement {
  return allow('ReadRegistry', READ, [table.tableArn], leading(keys));
}

export function writeRegistry(table: Table, ...keys: readonly string[]): PolicyStatement {
  return allow('WriteRegistry', WRITE, [table.tableArn], leading(keys));
}

/** Puts and updates, and takes nothing away. */
export function addToRegistry(table: Table, ...keys: readonly string[]): PolicyStatement {
  return allow('AddToRegistry', ['dynamodb:PutItem', 'dynamodb:UpdateItem'], [table.tableArn], leading(keys));
}

function leading(keys: readonly string[]): Conditions | undefined {
  return keys.length === 0
    ? undefined
    : { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys }, Null: { 'dynamodb:LeadingKeys': 'false' } };
}
