import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateTableCommand as CreateGlueTable, GlueClient } from '@aws-sdk/client-glue';
import { S3Client } from '@aws-sdk/client-s3';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { vi } from 'vitest';
import { DynamoRegistry } from '#adapters/aws/dynamo-registry.ts';
import { S3Store } from '#adapters/aws/s3-store.ts';
import type { Row } from '#core/dataset/columns.ts';
import type { MergeReport } from '#core/dataset/merge-shard.ts';
import { openParquet } from '#core/dataset/parquet/read.ts';
import { rowAt } from '#core/dataset/table.ts';
import type { QueryResult } from '#core/ports/query-engine.ts';
import { readReceipts, type Summary, summarise } from '#core/process/totals.ts';
import { glueTable } from '#core/query/glue-table.ts';
import { secretHash } from '#core/receive/authenticate.ts';
import { glueInput } from '../athena/glue-input.ts';
import { dynamoOptions, motoOptions } from '../support/clients.ts';
import { type Cloud, makeCloud } from '../support/cloud.ts';
import { type CrashProxy, crashProxy, type Fate } from '../support/crash-proxy.ts';
import { contextOf, postEvent } from '../support/lambda.ts';

const SHARDS = 4;

type Handler<E, R> = (event: E, context: Context) => Promise<R>;

/** The functions of one cold start: nothing of an earlier one is in their memory. */
export interface Functions {
  readonly receive: Handler<unknown, { readonly statusCode?: number; readonly body?: string }>;
  readonly process: Handler<SQSEvent, SQSBatchResponse>;
  readonly merge: Handler<{ readonly shard: number }, MergeReport>;
  readonly query: Handler<{ readonly question: string; readonly parameters: Readonly<Record<string, string>> }, QueryResult>;
}

/** A deployed installation in the emulators, its real handlers, and a network between them whose every call has a fate. */
export class World {
  readonly cloud: Cloud;
  readonly objects: S3Store;
  readonly registry: DynamoRegistry;
  /** Decides each call of the functions; by default they go through. */
  fate: (isS3: boolean) => Fate = () => 'through';
  calls = 0;
  readonly logged: string[] = [];
  readonly #proxies: readonly CrashProxy[];

  private constructor(cloud: Cloud, proxies: (world: World) => readonly CrashProxy[]) {
    this.cloud = cloud;
    this.objects = new S3Store(new S3Client(motoOptions()), cloud.buckets);
    this.registry = new DynamoRegistry(new DynamoDBClient(dynamoOptions()), cloud.table);
    this.#proxies = proxies(this);
  }

  static async make(): Promise<World> {
    const cloud = await makeCloud();
    const location = `s3://${cloud.bucketOf('events/')}/events/`;
    await new GlueClient(motoOptions()).send(
      new CreateGlueTable({ DatabaseName: cloud.database, TableInput: glueInput(glueTable(location)) }),
    );
    const made: { world?: World } = {};
    const decide = (isS3: boolean): Fate => {
      const { world } = made;
      if (world === undefined) return 'through';
      world.calls++;
      return world.fate(isS3);
    };
    const proxies = [await crashProxy(motoOptions().endpoint, decide), await crashProxy(dynamoOptions().endpoint, decide)];
    made.world = new World(cloud, () => proxies);
    made.world.#listen();
    return made.world;
  }

  async close(): Promise<void> {
    for (const proxy of this.#proxies) await proxy.close();
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  }

  /** What the functions write to their logs is kept, to be searched. */
  #listen(): void {
    for (const level of ['debug', 'info', 'log', 'warn', 'error'] as const) {
      vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => void this.logged.push(parts.map(String).join(' ')));
    }
    // What a function used, it tells past the console.
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => this.logged.push(String(chunk)) > 0);
  }

  /**
   * @param attempts of the SDK: 1 shows every fault to the code at once
   * @param athena where Athena's protocol is spoken before a real engine, when questions are asked
   */
  async cold(attempts = 1, athena = motoOptions().endpoint): Promise<Functions> {
    const [moto = { url: '' }, dynamo = { url: '' }] = this.#proxies;
    const { cloud } = this;
    const environment: Readonly<Record<string, string>> = {
      AWS_REGION: 'eu-west-3',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_MAX_ATTEMPTS: String(attempts),
      AWS_ENDPOINT_URL: moto.url,
      AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
      AWS_ENDPOINT_URL_ATHENA: athena,
      POWERTOOLS_DEV: 'true',
      POWERTOOLS_TRACE_ENABLED: 'false',
      SILLAGE_TABLE: cloud.table,
      SILLAGE_KEYS: cloud.keyId,
      SILLAGE_BUCKETS: JSON.stringify(cloud.buckets),
      SILLAGE_QUEUE_URL: cloud.queueUrl,
      SILLAGE_DEAD_LETTERS_URL: cloud.deadLettersUrl,
      SILLAGE_INTAKE_DAYS: '10',
      SILLAGE_DATABASE: cloud.database,
      SILLAGE_WORKGROUP: 'primary',
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    vi.resetModules();
    const handlers = await Promise.all([
      import('../../../lambdas/receive/handler.ts'),
      import('../../../lambdas/process/handler.ts'),
      import('../../../lambdas/merge/handler.ts'),
      import('../../../lambdas/query/handler.ts'),
    ]);
    const [receive, process, merge, query] = handlers.map(({ handler }) => handler);
    return { receive, process, merge, query } as unknown as Functions;
  }

  async addSource(id: string): Promise<void> {
    await this.registry.addSource({
      id,
      platform: 'openedx',
      policy: 'lenient',
      secrets: [{ hash: secretHash(secretOf(id)), since: Date.now(), scopes: ['events', 'courses'] }],
      keyVersion: 1,
      createdAt: Date.now(),
      revokedAt: null,
      jwksUrl: null,
    });
  }

  async merge({ merge }: Functions): Promise<void> {
    for (let shard = 0; shard < SHARDS; shard++) await merge({ shard }, contextOf('merge', 600_000));
  }

  async keys(prefix: string): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of this.objects.list(prefix)) keys.push(key);
    return keys;
  }

  async rows(source: string): Promise<Row[]> {
    const rows: Row[] = [];
    for (const key of await this.keys('events/')) {
      const object = await this.objects.open(key);
      if (object === null) continue;
      for await (const table of (await openParquet(object)).tables()) {
        for (let i = 0; i < table.length; i++) rows.push(rowAt(table, i));
      }
    }
    return rows.filter((row) => row.source === source);
  }

  async summary(): Promise<Summary> {
    return summarise(readReceipts(this.objects));
  }
}

function secretOf(source: string): string {
  return `secret of ${source}`;
}

/** A POST of a source, as API Gateway hands it over. */
export function posting(source: string, body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}) {
  const credentials = Buffer.from(`${source}:${secretOf(source)}`).toString('base64');
  return postEvent('/v1/events', { authorization: `Basic ${credentials}`, ...headers }, body);
}

/** A record as it comes again: received once more. */
export function again(record: SQSRecord, times = 1): SQSRecord {
  const count = Number(record.attributes.ApproximateReceiveCount) + times;
  return { ...record, attributes: { ...record.attributes, ApproximateReceiveCount: String(count) } };
}
