import { AthenaClient } from '@aws-sdk/client-athena';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GlueClient } from '@aws-sdk/client-glue';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { AthenaEngine } from '#adapters/aws/athena-engine.ts';
import { dayUsage, type MeteredParts } from '#adapters/aws/day-usage.ts';
import { DynamoRegistry } from '#adapters/aws/dynamo-registry.ts';
import { callFunction } from '#adapters/aws/functions.ts';
import { GlueCatalogue } from '#adapters/aws/glue-catalogue.ts';
import { S3Store } from '#adapters/aws/s3-store.ts';
import { SqsIntake } from '#adapters/aws/sqs-intake.ts';
import { stackOutputs } from '#adapters/aws/stack-outputs.ts';
import { MEMORY_MB } from '#core/cost/fixed.ts';
import type { MergeReport } from '#core/dataset/merge-shard.ts';
import type { ObjectInfo, ObjectStore } from '#core/ports/object-store.ts';
import type { QueryResult } from '#core/ports/query-engine.ts';
import type { ReplayReport } from '#core/process/replay.ts';
import type { Cloud, CloudPlace } from './edition.ts';
import { CommandError } from './failure.ts';

/** A function is waited for as long as it may run. */
const FUNCTION_MS = 15 * 60_000;
/** Which stacks tell what an operator's commands need. */
const STACKS = ['vault', 'intake', 'lake'];

/**
 * The other place where core and adapters meet: the stores of a deployed installation, for whoever operates it or asks it,
 * with the caller's own credentials (the SDK's usual chain) and no more than these permit.
 */
export async function openCloud({ name, region, researcher }: CloudPlace): Promise<Cloud> {
  const here = { region };
  const outputs = await stackOutputs(
    new CloudFormationClient(here),
    STACKS.map((stack) => `${name}-${stack}`),
  );
  if (outputs === null) {
    throw new CommandError(
      'not_deployed',
      `There is no installation "${name}" in ${region} for these credentials; deploy it (docs/operate.md), or name another in sillage.yaml.`,
    );
  }
  const output = (key: string): string => {
    const value = outputs[key];
    if (value !== undefined) return value;
    throw new CommandError('not_deployed', `The installation "${name}" does not tell its ${key}; deploy the current version.`);
  };
  const functions = new LambdaClient({ ...here, maxAttempts: 1, requestHandler: { requestTimeout: FUNCTION_MS } });
  const buckets = () => [
    { prefix: 'raw/', bucket: output('RawBucket') },
    { prefix: 'inbox/', bucket: output('InboxBucket') },
    { prefix: 'staging/', bucket: output('LakeBucket') },
    { prefix: 'held/', bucket: output('LakeBucket') },
    { prefix: 'receipts/', bucket: output('LakeBucket') },
    { prefix: 'events/', bucket: output('EventsBucket') },
  ];
  const objects = () => new S3Store(new S3Client(here), buckets());
  return {
    name,
    get objects() {
      return objects();
    },
    get registry() {
      return new DynamoRegistry(new DynamoDBClient(here), output('Table'));
    },
    get intake() {
      return new SqsIntake({
        sqs: new SQSClient(here),
        queueUrl: output('QueueUrl'),
        deadLetterUrl: output('DeadLettersUrl'),
        inbox: objects(),
      });
    },
    get engine() {
      return new AthenaEngine({
        athena: new AthenaClient(here),
        workgroup: researcher === undefined ? output('Workgroup') : `${name}-researcher-${researcher.id}`,
        database: researcher === undefined ? output('Database') : `${name}-researcher-${researcher.id}`.replaceAll('-', '_'),
        catalogue: new GlueCatalogue(new GlueClient(here), output('Database'), output('EventsBucket')),
        files: () => filesOf(objects(), researcher?.slugs),
      });
    },
    merge: async (shard) => (await callFunction(functions, output('MergeFunction'), { shard })) as MergeReport,
    redrive: async () => (await callFunction(functions, output('RedriveFunction'), {})) as Awaited<ReturnType<Cloud['redrive']>>,
    replay: async (options) => (await callFunction(functions, output('ReplayFunction'), options)) as ReplayReport,
    ask: async (question, parameters) => (await callFunction(functions, output('QueryFunction'), { question, parameters })) as QueryResult,
    usage: (day) => dayUsage(new CloudWatchClient(here), day, partsOf(name, output)),
    get endpoint() {
      return output('Endpoint');
    },
    room: async () => null,
    close() {},
  };
}

/** What CloudWatch knows by name; names of functions and log groups are fixed (lib/names.ts). */
function partsOf(name: string, output: (key: string) => string): MeteredParts {
  const last = (url: string) => url.split('/').at(-1) ?? '';
  const { host } = new URL(output('Endpoint'));
  return {
    functions: Object.fromEntries(Object.entries(MEMORY_MB).map(([part, mb]) => [`${name}-${part}`, mb])),
    apiId: host.split('.')[0] ?? '',
    queues: [last(output('QueueUrl')), last(output('DeadLettersUrl'))],
    table: output('Table'),
    buckets: ['RawBucket', 'InboxBucket', 'LakeBucket', 'EventsBucket', 'ResultsBucket'].map(output),
    logGroups: [...Object.keys(MEMORY_MB), 'door', 'trail'].map((part) => `/${name}/${part}`),
    scheduleGroup: name,
  };
}

/** The merged files that the caller may see: a researcher those of her courses, which she may list and no others. */
async function* filesOf(objects: ObjectStore, slugs: readonly string[] | undefined): AsyncGenerator<ObjectInfo> {
  for (const prefix of slugs === undefined ? ['events/'] : slugs.map((slug) => `events/course=${slug}/`)) yield* objects.list(prefix);
}
