import { AthenaClient } from '@aws-sdk/client-athena';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GlueClient } from '@aws-sdk/client-glue';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { AthenaEngine } from '#adapters/aws/athena-engine.ts';
import { doorRegistry } from '#adapters/aws/door-registry.ts';
import { DynamoRegistry } from '#adapters/aws/dynamo-registry.ts';
import { GlueCatalogue } from '#adapters/aws/glue-catalogue.ts';
import { KmsVault } from '#adapters/aws/kms-vault.ts';
import { Meter, metered } from '#adapters/aws/meter.ts';
import { powertoolsLog } from '#adapters/aws/powertools-log.ts';
import { rememberingRegistry } from '#adapters/aws/remembering-registry.ts';
import { S3Inbox, type S3InboxOptions } from '#adapters/aws/s3-inbox.ts';
import { type BucketRule, S3Store } from '#adapters/aws/s3-store.ts';
import { countLetters, type RedriveReport, redriveLetters } from '#adapters/aws/sqs/redrive.ts';
import { SqsEvent } from '#adapters/aws/sqs-event.ts';
import { SqsSender } from '#adapters/aws/sqs-sender.ts';
import { HttpSigningKeys } from '#adapters/http-signing-keys.ts';
import { systemClock, systemRandom } from '#adapters/system.ts';
import type { ShardDeps } from '#core/dataset/merge-shard.ts';
import type { Log } from '#core/log.ts';
import type { ProcessPipeline } from '#core/pipeline.ts';
import type { QueryEngine } from '#core/ports/query-engine.ts';
import type { Registry } from '#core/ports/registry.ts';
import { KeyRing } from '#core/pseudonymise/keys.ts';
import type { DoorDeps } from '#core/receive/front-door.ts';
import { RefusalCounter } from '#core/receive/refusals.ts';
import { environment } from './environment.ts';

/*
 * The only place where the functions' core and the AWS adapters meet. Each function below is called once per cold start;
 * what a function does not call is not in its bundle.
 */

/** Of staging, and so of merges at once. */
export const SHARDS = 4;
const MS_PER_DAY = 86_400_000;

export const clock = systemClock;

export const logOf = powertoolsLog;

/** Counts what this process's calls to AWS cost; edge/spending.ts tells it. */
export const meter = new Meter();
/** The trail holds every call on these objects (lib/constructs/audit.ts). */
const TRAILED = 'raw/';

const dynamo = (): DynamoDBClient => metered(new DynamoDBClient({}), 'DynamoDB', meter);

function registryOf(table: string): Registry {
  return rememberingRegistry(new DynamoRegistry(dynamo(), table), { clock });
}

function vaultOf(keys: readonly string[]): KmsVault {
  return new KmsVault(metered(new KMSClient({}), 'KMS', meter), keys);
}

function storeOf(buckets: readonly BucketRule[]): S3Store {
  return new S3Store(metered(new S3Client({}), 'S3', meter, TRAILED), buckets);
}

/** Where and as whom the runtime lets receive ask: in the environment, as for the SDK. */
function access(service: 'S3' | 'SQS'): Pick<S3InboxOptions, 'region' | 'credentials' | 'endpoint'> {
  const endpoint = process.env[`AWS_ENDPOINT_URL_${service}`] ?? process.env['AWS_ENDPOINT_URL'];
  const { AWS_REGION: region = '', AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = process.env;
  const { AWS_SESSION_TOKEN: sessionToken } = process.env;
  return {
    region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

function inboxOf(buckets: readonly BucketRule[]): S3Inbox {
  return new S3Inbox({ bucket: buckets.find(({ prefix }) => 'inbox/'.startsWith(prefix))?.bucket ?? '', ...access('S3'), meter });
}

export function wireReceive(log: Log): DoorDeps {
  const env = environment(['SILLAGE_TABLE', 'SILLAGE_KEYS', 'SILLAGE_BUCKETS', 'SILLAGE_QUEUE_URL'], process.env);
  const registry = doorRegistry(dynamo(), env.SILLAGE_TABLE, clock);
  return {
    registry,
    log,
    refusals: new RefusalCounter({ registry, clock, log }),
    signingKeys: new HttpSigningKeys({ clock }),
    keys: new KeyRing(vaultOf(env.SILLAGE_KEYS), clock),
    intake: new SqsSender({ queueUrl: env.SILLAGE_QUEUE_URL, inbox: inboxOf(env.SILLAGE_BUCKETS), ...access('SQS'), meter }),
    clock,
  };
}

/** What process and replay stand on, and how process reads its events. */
export interface ProcessWiring {
  readonly pipeline: ProcessPipeline;
  /** @param letGo told of lines that have outlived the intake, and are not processed */
  eventOf(records: readonly SQSRecord[], letGo: (lines: number) => void): SqsEvent;
}

export function wireProcess(log: Log): ProcessWiring {
  const env = environment(['SILLAGE_TABLE', 'SILLAGE_KEYS', 'SILLAGE_BUCKETS', 'SILLAGE_INTAKE_DAYS'], process.env);
  const objects = storeOf(env.SILLAGE_BUCKETS);
  return {
    pipeline: {
      objects,
      registry: registryOf(env.SILLAGE_TABLE),
      keys: new KeyRing(vaultOf(env.SILLAGE_KEYS), clock),
      clock,
      random: systemRandom,
      shards: SHARDS,
      log,
    },
    eventOf: (records, letGo) =>
      new SqsEvent(records, {
        inbox: objects,
        expiredBefore: clock.now() - env.SILLAGE_INTAKE_DAYS * MS_PER_DAY,
        expired: ({ source, lines }) => {
          log.error('process.expired', { source, lines: lines.length });
          letGo(lines.length);
        },
        unreadable: (code) => log.error('process.unreadable', { code }),
      }),
  };
}

/** What redrive does: it knows no store, and no batch. */
export interface RedriveWiring {
  count(): Promise<number>;
  redrive(timeLeft: () => boolean): Promise<RedriveReport>;
}

export function wireRedrive(): RedriveWiring {
  const env = environment(['SILLAGE_QUEUE_URL', 'SILLAGE_DEAD_LETTERS_URL', 'SILLAGE_INTAKE_DAYS'], process.env);
  const queues = {
    sqs: metered(new SQSClient({}), 'SQS', meter),
    queueUrl: env.SILLAGE_QUEUE_URL,
    deadLetterUrl: env.SILLAGE_DEAD_LETTERS_URL,
  };
  return {
    count: () => countLetters(queues),
    redrive: (timeLeft) => redriveLetters(queues, { expiredBefore: clock.now() - env.SILLAGE_INTAKE_DAYS * MS_PER_DAY, timeLeft }),
  };
}

export function wireMerge(): ShardDeps {
  const env = environment(['SILLAGE_TABLE', 'SILLAGE_BUCKETS', 'SILLAGE_DATABASE'], process.env);
  const objects = storeOf(env.SILLAGE_BUCKETS);
  const bucket = env.SILLAGE_BUCKETS.find(({ prefix }) => 'events/'.startsWith(prefix))?.bucket ?? '';
  const engine = new GlueCatalogue(metered(new GlueClient({}), 'Glue', meter), env.SILLAGE_DATABASE, bucket);
  return { objects, registry: registryOf(env.SILLAGE_TABLE), engine, clock };
}

export function wireQuery(): Pick<QueryEngine, 'run'> {
  const env = environment(['SILLAGE_BUCKETS', 'SILLAGE_DATABASE', 'SILLAGE_WORKGROUP'], process.env);
  const bucket = env.SILLAGE_BUCKETS.find(({ prefix }) => 'events/'.startsWith(prefix))?.bucket ?? '';
  const { SILLAGE_WORKGROUP: workgroup, SILLAGE_DATABASE: database } = env;
  const catalogue = new GlueCatalogue(metered(new GlueClient({}), 'Glue', meter), database, bucket);
  return new AthenaEngine({ athena: new AthenaClient({}), catalogue, workgroup, database });
}
