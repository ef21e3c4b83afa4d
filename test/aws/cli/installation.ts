import { GlueClient } from '@aws-sdk/client-glue';
import { S3Client } from '@aws-sdk/client-s3';
import { vi } from 'vitest';
import { GlueCatalogue } from '#adapters/aws/glue-catalogue.ts';
import { glueTable } from '#core/query/glue-table.ts';
import { Cli, type Ended } from '../../cli/harness.ts';
import { duckdbBehind } from '../athena/duckdb-behind.ts';
import { athenaEndpoint, type SqlBehind } from '../athena/endpoint.ts';
import { makeDatabase } from '../athena/lake.ts';
import { type Functions, World } from '../journey/world.ts';
import { dynamoOptions, motoOptions } from '../support/clients.ts';
import { EventSource } from '../support/event-source.ts';
import { contextOf, postEvent } from '../support/lambda.ts';
import { type FunctionEndpoint, functionEndpoint, type InvokedHandler } from './function-endpoint.ts';
import { makeStacks } from './stacks.ts';

export const ENDPOINT = 'https://abc123.execute-api.eu-west-3.amazonaws.com/';
const FUNCTION_MS = 900_000;

/** Each test starts a dozen processes, on machines that may have much else to do. */
const PATIENCE_MS = 240_000;
vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS });

let made = 0;

/** A deployed installation in the emulators, its real functions, and the real executable that works on it with --aws. */
export class Installation {
  readonly cli = new Cli();
  readonly name: string;
  readonly world: World;
  /** The functions of the last cold start. */
  functions: Functions;
  readonly lambda: FunctionEndpoint;
  /** How long the next calls of each function may run, ms. */
  readonly limits: Record<string, number> = {};
  /** Every query so far. */
  readonly queries: { readonly sql: string; readonly database: string; readonly workgroup: string }[] = [];
  /** Stands before the engine. */
  beforeQuery: () => Promise<void> = async () => {};
  readonly #closing: (() => Promise<void>)[] = [];

  private constructor(name: string, world: World, functions: Functions, lambda: FunctionEndpoint) {
    this.name = name;
    this.world = world;
    this.functions = functions;
    this.lambda = lambda;
  }

  /** @param settings more of sillage.yaml */
  static async make(settings = ''): Promise<Installation> {
    const name = `s${Date.now().toString(36)}${process.pid.toString(36)}${made++}`.slice(0, 16);
    const world = await World.make();
    const functions = await world.cold(3);
    const [query, redrive, replay] = await Promise.all([
      import('../../../lambdas/query/handler.ts'),
      import('../../../lambdas/redrive/handler.ts'),
      import('../../../lambdas/replay/handler.ts'),
    ]);
    const handlers: Readonly<Record<string, InvokedHandler>> = {
      merge: functions.merge as InvokedHandler,
      query: query.handler as InvokedHandler,
      redrive: redrive.handler as InvokedHandler,
      replay: replay.handler as InvokedHandler,
    };
    const own: { installation?: Installation } = {};
    const lambda = await functionEndpoint((called) => {
      const handler = handlers[called];
      return handler === undefined ? null : { handler, context: contextOf(called, own.installation?.limits[called] ?? FUNCTION_MS) };
    });
    const installation = new Installation(name, world, functions, lambda);
    own.installation = installation;
    const text = `name: ${name}\n${settings}`;
    installation.cli.file('sillage.yaml', text);
    await makeStacks(text, world.cloud, ENDPOINT);
    await installation.#listen();
    return installation;
  }

  async #listen(): Promise<void> {
    const behind = duckdbBehind(new GlueClient(motoOptions()), new S3Client(motoOptions()));
    const watched: SqlBehind = {
      run: async (sql, database, workgroup) => {
        this.queries.push({ sql, database, workgroup });
        await this.beforeQuery();
        return behind.run(sql, database, workgroup);
      },
    };
    const athena = await athenaEndpoint(watched);
    this.#closing.push(athena.close, this.lambda.close);
    // The executable inherits them; the SDK takes them from there.
    vi.stubEnv('AWS_ENDPOINT_URL_ATHENA', athena.url);
    vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', this.lambda.url);
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    for (const file of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) vi.stubEnv(file, `${this.cli.folder}/no-such-file`);
  }

  /** The emulators without the network whose faults the functions may meet. */
  get direct(): { readonly moto: string; readonly dynamo: string } {
    return { moto: motoOptions().endpoint, dynamo: dynamoOptions().endpoint };
  }

  async close(): Promise<void> {
    for (const close of this.#closing) await close();
    await this.world.close();
    this.cli.remove();
  }

  /** `sillage … --aws` */
  run(...args: readonly string[]): Promise<Ended> {
    return this.cli.run([...args, '--aws'], undefined, []);
  }

  /** A command that must succeed, in words. */
  async say(...args: readonly string[]): Promise<string> {
    const { code, out, err } = await this.run(...args);
    if (code !== 0) throw new Error(`sillage ${args.join(' ')} ended with ${code}: ${err}`);
    return out;
  }

  async json<T>(...args: readonly string[]): Promise<T> {
    return JSON.parse(await this.say(...args, '--json')) as T;
  }

  /** A command that must fail. @returns its code, its sentence and how it ended */
  async failure(...args: readonly string[]): Promise<{ readonly code: string; readonly message: string; readonly exit: number | null }> {
    const { code: exit, out, err } = await this.run(...args, '--json');
    if (out !== '') throw new Error(`sillage ${args.join(' ')} printed: ${out}`);
    return { exit, ...(JSON.parse(err) as { error: { code: string; message: string } }).error };
  }

  /** Posts to the real receive function. @returns the HTTP status */
  async post(source: string, secret: string, body: string): Promise<number | undefined> {
    const authorization = `Basic ${Buffer.from(`${source}:${secret}`).toString('base64')}`;
    return (await this.functions.receive(postEvent('/v1/events', { authorization }, body), contextOf('receive'))).statusCode;
  }

  /** Receive and process in new processes, which remember nothing. The functions that the executable calls go on. */
  async forget(): Promise<void> {
    this.functions = await this.world.cold(3);
  }

  /** What Lambda's event source does once with all that waits. @returns how many messages there were */
  process(): Promise<number> {
    return new EventSource(this.world.cloud.queueUrl).deliver((event) => this.functions.process(event, contextOf('process')));
  }

  /** A researcher's own database, whose `events` shows these course folders' months and no others. */
  async room(researcher: string, partitions: readonly { readonly slug: string; readonly month: string }[]): Promise<void> {
    const database = `${this.name}_researcher_${researcher}`;
    const bucket = this.world.cloud.bucketOf('events/');
    await makeDatabase(database, [glueTable(`s3://${bucket}/events/`)]);
    const catalogue = new GlueCatalogue(new GlueClient(motoOptions()), database, bucket);
    for (const partition of partitions) await catalogue.publish(partition);
  }
}
