import { type App, CfnOutput, Duration } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Settings } from '#core/settings/schema.ts';
import { FrontDoor } from '../constructs/front-door.ts';
import { HouseBucket } from '../constructs/house-bucket.ts';
import { type Bundler, type FunctionHouse, HouseFunction } from '../constructs/house-function.ts';
import { houseLogs } from '../constructs/house-logs.ts';
import { HouseQueue } from '../constructs/house-queue.ts';
import { machineRole } from '../constructs/machine-role.ts';
import { redriveFunction } from '../constructs/redrive-function.ts';
import { bucketList, keyList } from '../environment.ts';
import { encrypt, generateMac } from '../permissions/keys.ts';
import { writeObjects } from '../permissions/objects.ts';
import { send } from '../permissions/queues.ts';
import { addToRegistry, readRegistry } from '../permissions/registry.ts';
import { PROCESS_TIMEOUT } from '../timing.ts';
import { HouseStack } from './house-stack.ts';
import type { VaultStack } from './vault.ts';

/** Between two calls of one request: authentication is cached, the batch goes to SQS in tens of milliseconds. */
const REQUEST_SECONDS = 0.5;
/** Requests that are slow for once, whatever the settings say. */
const LEAST = 20;
/** With all other functions, what an account of 1,000 can reserve. */
const MOST = 800;

/** From the LMS to durable: the endpoint, receive, the queue with its dead letters, the inbox for what a message cannot hold. */
export class IntakeStack extends HouseStack {
  readonly receive: HouseFunction;
  readonly door: FrontDoor;
  readonly queue: IQueue;
  readonly deadLetters: IQueue;
  readonly inbox: Bucket;
  readonly redrive: HouseFunction;

  constructor(app: App, settings: Settings, vault: VaultStack, bundle: Bundler) {
    super(app, settings, 'intake', 'Sillage: endpoint, queue and inbox');
    const { name, expiries, limits, cadence } = settings;
    const { dataKey, macKeys, table, accessLogs } = vault;

    const inbox = new HouseBucket(this, 'Inbox', { dataKey, accessLogs, expiries: [{ prefix: 'inbox/', days: expiries.intake }] });
    inbox.demandConditions('WrittenOnce', 'inbox/*', ['s3:if-none-match']);
    this.inbox = inbox.bucket;
    // SQS and Lambda ask for six times the function's timeout, and the window on top.
    const visibility = Duration.seconds(6 * PROCESS_TIMEOUT.toSeconds() + cadence.window_seconds);
    const intake = new HouseQueue(this, 'Intake', { dataKey, days: expiries.intake, visibility });
    this.queue = intake.queue;
    this.deadLetters = intake.deadLetters;

    const house: FunctionHouse = { name, dataKey, logDays: expiries.logs, bundle, reserved: limits.reserved_concurrency };
    this.receive = new HouseFunction(this, 'Receive', {
      house,
      entry: 'receive',
      does: 'Authenticates a source, checks a batch and hands it to the queue',
      memoryMb: 512,
      // The endpoint gives up at 30 s; one second for the answer.
      timeout: Duration.seconds(29),
      // A burst comes at once, and each of its requests needs an execution of its own.
      concurrency: Math.min(MOST, Math.max(LEAST, limits.burst, Math.ceil(limits.requests_per_second * REQUEST_SECONDS))),
      // X-Ray's sampling of Lambda (one a second and 5 %) cannot be set: here it would cost a quarter of everything else.
      traced: false,
      role: machineRole(this, 'ReceiveRole', {
        name,
        part: 'receive',
        entries: ['receive'],
        traced: false,
        statements: [
          // Who sends, and which courses there are; not who learns.
          readRegistry(table, 'sources', 'secret#*', 'epoch', 'courses', 'slug#*'),
          addToRegistry(table, 'courses', 'slug#*', 'refusals'),
          generateMac(macKeys),
          encrypt(dataKey, 's3', 'sqs', 'dynamodb'),
          send('Queue', this.queue),
          writeObjects('Inbox', this.inbox, 'inbox/*'),
        ],
      }),
      environment: {
        SILLAGE_TABLE: table.tableName,
        SILLAGE_KEYS: keyList(macKeys),
        SILLAGE_BUCKETS: bucketList({ 'inbox/': this.inbox }),
        SILLAGE_QUEUE_URL: this.queue.queueUrl,
      },
    });
    this.redrive = redriveFunction(this, {
      house,
      dataKey,
      queue: this.queue,
      deadLetters: this.deadLetters,
      intakeDays: expiries.intake,
    });
    this.door = new FrontDoor(this, 'Door', {
      name,
      receive: this.receive.lambda,
      logs: houseLogs(this, 'DoorLogs', { dataKey, name, part: 'door', days: expiries.logs }),
      requestsPerSecond: limits.requests_per_second,
      burst: limits.burst,
    });

    new CfnOutput(this, 'Endpoint', { value: this.door.endpoint });
    new CfnOutput(this, 'QueueUrl', { value: this.queue.queueUrl });
    new CfnOutput(this, 'DeadLettersUrl', { value: this.deadLetters.queueUrl });
    new CfnOutput(this, 'RedriveFunction', { value: this.redrive.lambda.functionName });
    new CfnOutput(this, 'InboxBucket', { value: this.inbox.bucketName });
  }
}
