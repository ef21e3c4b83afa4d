import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateTableCommand, GlueClient } from '@aws-sdk/client-glue';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { DynamoRegistry } from '#adapters/aws/dynamo-registry.ts';
import { KmsVault } from '#adapters/aws/kms-vault.ts';
import type { Meter } from '#adapters/aws/meter.ts';
import { S3Store } from '#adapters/aws/s3-store.ts';
import { messageOf } from '#adapters/aws/sqs/message.ts';
import { systemClock } from '#adapters/system.ts';
import type { MergeReport } from '#core/dataset/merge-shard.ts';
import type { Intake } from '#core/ports/intake.ts';
import type { SourceRecord } from '#core/ports/registry.ts';
import { KeyRing } from '#core/pseudonymise/keys.ts';
import { glueTable } from '#core/query/glue-table.ts';
import { secretHash } from '#core/receive/authenticate.ts';
import { type Batch, encodeBatch } from '#core/receive/batch.ts';
import { receive } from '#core/receive/receive.ts';
import { glueInput } from '../../test/aws/athena/glue-input.ts';
import { startEmulators } from '../../test/aws/emulators/start.ts';
import type { ClientOptions } from '../../test/aws/support/clients.ts';
import { type Cloud, makeCloud } from '../../test/aws/support/cloud.ts';
import { contextOf, postEvent } from '../../test/aws/support/lambda.ts';
import { tellUnitsAsAws } from './emulated-units.ts';

type Handler<E, R> = (event: E, context: Context) => Promise<R>;

/** The functions of one cold start: nothing of an earlier one is in their memory. */
export interface Functions {
  readonly receive: Handler<unknown, { readonly statusCode?: number }>;
  readonly process: Handler<SQSEvent, SQSBatchResponse>;
  readonly merge: Handler<{ readonly shards: readonly number[] }, MergeReport>;
}

const SECRET = 'a secret of the bench';

/** An installation in the emulators, with its real handlers and the meter that these count on. */
export class Deployment {
  readonly meter: Meter;
  readonly objects: S3Store;
  readonly #source: SourceRecord;
  readonly #keys: KeyRing;
  readonly #stop: () => void;
  #colds = 0;
  #messages = 0;

  private constructor(cloud: Cloud, source: SourceRecord, moto: ClientOptions, meter: Meter, stop: () => void) {
    this.meter = meter;
    this.objects = new S3Store(new S3Client(moto), cloud.buckets);
    this.#source = source;
    this.#keys = new KeyRing(new KmsVault(new KMSClient(moto), [cloud.keyId]), systemClock);
    this.#stop = stop;
  }

  static async make(): Promise<Deployment> {
    const emulators = await startEmulators();
    const { dynamo } = emulators;
    const kept = await keptAlive(emulators.moto);
    const moto = kept.url;
    const stop = (): void => {
      kept.stop();
      emulators.stop();
    };
    tellUnitsAsAws();
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const places = {
      moto: { region: 'eu-west-3', endpoint: moto, credentials, forcePathStyle: true },
      dynamo: { region: 'eu-west-3', endpoint: dynamo, credentials },
    };
    const cloud = await makeCloud(places);
    const TableInput = glueInput(glueTable(`s3://${cloud.bucketOf('events/')}/events/`));
    await new GlueClient(places.moto).send(new CreateTableCommand({ DatabaseName: cloud.database, TableInput }));
    Object.assign(process.env, {
      AWS_REGION: 'eu-west-3',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: moto,
      AWS_ENDPOINT_URL_DYNAMODB: dynamo,
      POWERTOOLS_TRACE_ENABLED: 'false',
      SILLAGE_TABLE: cloud.table,
      SILLAGE_KEYS: cloud.keyId,
      SILLAGE_BUCKETS: JSON.stringify(cloud.buckets),
      SILLAGE_QUEUE_URL: cloud.queueUrl,
      SILLAGE_DEAD_LETTERS_URL: cloud.deadLettersUrl,
      SILLAGE_INTAKE_DAYS: '10',
      SILLAGE_DATABASE: cloud.database,
    });
    const now = Date.now();
    const source: SourceRecord = {
      id: 'campus',
      platform: 'openedx',
      policy: 'lenient',
      secrets: [{ hash: secretHash(SECRET), since: now, scopes: ['events', 'courses'] }],
      keyVersion: 1,
      createdAt: now,
      revokedAt: null,
      jwksUrl: null,
    };
    await new DynamoRegistry(new DynamoDBClient(places.dynamo), cloud.table).addSource(source);
    const { meter } = await import('../../lambdas/wire.ts');
    return new Deployment(cloud, source, places.moto, meter, stop);
  }

  stop(): void {
    this.#stop();
  }

  /** New handlers, each with an empty memory. */
  async cold(): Promise<Functions> {
    const cold = this.#colds++;
    const load = async (name: string) => {
      const { href } = new URL(`../../lambdas/${name}/handler.ts?cold=${cold}`, import.meta.url);
      return ((await import(href)) as { readonly handler: unknown }).handler;
    };
    const [receive, process, merge] = await Promise.all(['receive', 'process', 'merge'].map(load));
    return { receive, process, merge } as Functions;
  }

  /** The message that receive makes of a POST, without the emulated queue, which takes its time. */
  async message(lines: readonly string[]): Promise<SQSRecord> {
    const bodies: string[] = [];
    const submit = async (batch: Batch): Promise<void> => {
      bodies.push(await messageOf(batch, encodeBatch(batch), this.objects));
    };
    const deps = { intake: { submit } as Pick<Intake, 'submit'> as Intake, keys: this.#keys, clock: systemClock };
    await receive({ source: this.#source, dialect: null, lines }, deps);
    return recordOf(`message-${this.#messages++}`, bodies[0] ?? '');
  }
}

async function keptAlive(behind: string): Promise<{ readonly url: string; stop(): void }> {
  const script = fileURLToPath(new URL('kept-alive.ts', import.meta.url));
  const child = spawn(process.execPath, [script, behind], { stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = () => void child.kill();
  process.once('exit', stop);
  const [port] = await once(child.stdout, 'data');
  return { url: `http://127.0.0.1:${String(port).trim()}`, stop };
}

/** Once received, now. */
function recordOf(messageId: string, body: string): SQSRecord {
  const now = String(Date.now());
  return {
    messageId,
    // As long as AWS's own, which count towards the payload.
    receiptHandle: 'r'.repeat(180),
    body,
    attributes: { ApproximateReceiveCount: '1', SentTimestamp: now, SenderId: 'receive', ApproximateFirstReceiveTimestamp: now },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-3:123456789012:intake',
    awsRegion: 'eu-west-3',
  };
}

/** A POST of these lines, as API Gateway hands it over. */
export function posting(lines: readonly string[]) {
  const credentials = Buffer.from(`campus:${SECRET}`).toString('base64');
  return postEvent('/v1/events', { authorization: `Basic ${credentials}` }, lines.join('\n'));
}

const LIMIT_MS = 600_000;
export const called = (name: string): Context => contextOf(name, LIMIT_MS);
