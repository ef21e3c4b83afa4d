import { Stack } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { allow, type Conditions } from './allow.ts';

const QUERY = [
  'athena:StartQueryExecution',
  'athena:StopQueryExecution',
  'athena:GetQueryExecution',
  'athena:GetQueryResults',
  'athena:ListQueryExecutions',
  'athena:GetWorkGroup',
];
const CATALOGUE = [
  'glue:GetDatabase',
  'glue:GetTable',
  'glue:GetTables',
  'glue:GetPartition',
  'glue:GetPartitions',
  'glue:BatchGetPartition',
];

/** A table of one database. */
export interface TableName {
  readonly database: string;
  readonly table: string;
}

/** To run SQL in one workgroup, whose settings nobody can override. */
export function runQueries(scope: Construct, workgroup: string): PolicyStatement {
  const { region, account } = Stack.of(scope);
  return allow('Query', QUERY, [`arn:aws:athena:${region}:${account}:workgroup/${workgroup}`]);
}

/** To see what these tables look like and where their partitions lie. */
export function readCatalogue(scope: Construct, ...tables: readonly TableName[]): PolicyStatement {
  return allow('Catalogue', CATALOGUE, glueArns(scope, tables));
}

/** Merge makes a partition known before it first writes into it, with the columns that its table has by then. */
export function addPartitions(scope: Construct, table: TableName): PolicyStatement {
  const actions = ['glue:GetTable', 'glue:GetPartition', 'glue:CreatePartition', 'glue:BatchCreatePartition', 'glue:UpdatePartition'];
  return allow('Partitions', actions, glueArns(scope, [table]));
}

/** Athena writes and reads results in its caller's name, under one folder. @param time when, if not always */
export function ownResults(results: Bucket, folder: string, time: Conditions = {}): PolicyStatement[] {
  const actions = ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];
  return [
    allow('OwnResults', actions, [results.arnForObjects(`${folder}*`)], time),
    allow('OwnResultsList', ['s3:ListBucket'], [results.bucketArn], { ...time, StringLike: { 's3:prefix': [`${folder}*`] } }),
    allow('ResultsPlace', ['s3:GetBucketLocation'], [results.bucketArn]),
  ];
}

/** Glue asks for the catalogue, the database and the table, each by its ARN. */
function glueArns(scope: Construct, tables: readonly TableName[]): string[] {
  const { region, account } = Stack.of(scope);
  const glue = `arn:aws:glue:${region}:${account}`;
  const databases = new Set(tables.map(({ database }) => `${glue}:database/${database}`));
  return [`${glue}:catalog`, ...databases, ...tables.map(({ database, table }) => `${glue}:table/${database}/${table}`)];
}
