import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { bucketList, keyList } from '../environment.ts';
import { encrypt, generateMac } from '../permissions/keys.ts';
import { listBucket, readObjects, writeObjects } from '../permissions/objects.ts';
import { consume } from '../permissions/queues.ts';
import { readRegistry, writeRegistry } from '../permissions/registry.ts';
import type { IntakeStack } from '../stacks/intake.ts';
import type { VaultStack } from '../stacks/vault.ts';
import { PROCESS_TIMEOUT } from '../timing.ts';
import { type FunctionHouse, HouseFunction } from './house-function.ts';
import type { LakeBuckets } from './lake-buckets.ts';
import { machineRole } from './machine-role.ts';

/** At once. More would only make them wait for each other's learners in the registry. */
const WORKERS = 10;
/** Where nothing is reserved, the account has little: most of it is for receive. */
const WORKERS_UNRESERVED = 2;

export interface ProcessProps {
  readonly house: FunctionHouse;
  readonly vault: VaultStack;
  readonly intake: IntakeStack;
  readonly buckets: LakeBuckets;
  readonly windowSeconds: number;
  /** A batch redriven after it is let go. */
  readonly intakeDays: number;
}

/** Process, and replay: the same work on archived lines, so the same role. */
export function processFunctions(scope: Construct, { house, vault, intake, buckets, windowSeconds, intakeDays }: ProcessProps) {
  const { macKeys, dataKey, table } = vault;
  const workers = house.reserved ? WORKERS : WORKERS_UNRESERVED;
  const { raw, lake } = buckets;
  const role = machineRole(scope, 'ProcessRole', {
    name: house.name,
    part: 'process',
    entries: ['process', 'replay'],
    traced: true,
    statements: [
      consume('Queue', intake.queue),
      readRegistry(table),
      writeRegistry(table),
      generateMac(macKeys),
      encrypt(dataKey, 's3', 'sqs', 'dynamodb'),
      listBucket('Names', raw, lake, intake.inbox),
      readObjects('ReadInbox', intake.inbox, 'inbox/*'),
      readObjects('ReadArchive', raw, 'raw/*'),
      writeObjects('Archive', raw, 'raw/*'),
      readObjects('ReadReceipts', lake, 'receipts/*'),
      writeObjects('StageAndAccount', lake, 'staging/*', 'receipts/*'),
    ],
  });
  const common = {
    house,
    role,
    // One whole virtual CPU.
    memoryMb: 1769,
    traced: true,
    environment: {
      SILLAGE_TABLE: table.tableName,
      SILLAGE_KEYS: keyList(macKeys),
      SILLAGE_BUCKETS: bucketList({ 'raw/': raw, 'inbox/': intake.inbox, 'staging/': lake, 'receipts/': lake }),
      SILLAGE_INTAKE_DAYS: String(intakeDays),
    },
  };
  const process = new HouseFunction(scope, 'Process', {
    ...common,
    entry: 'process',
    does: 'Archives, normalises, pseudonymises and stages what waits in the queue',
    timeout: PROCESS_TIMEOUT,
    concurrency: workers,
  });
  new EventSourceMapping(scope, 'FromQueue', {
    target: process.lambda,
    eventSourceArn: intake.queue.queueArn,
    // Lambda's limits, without a window and with one; 6 MB of payload, or the window, come first.
    batchSize: windowSeconds === 0 ? 10 : 10_000,
    maxBatchingWindow: Duration.seconds(windowSeconds),
    maxConcurrency: workers,
    reportBatchItemFailures: true,
  });
  const replay = new HouseFunction(scope, 'Replay', {
    ...common,
    entry: 'replay',
    does: 'Reads archived lines again after a fix',
    timeout: Duration.minutes(15),
    concurrency: 1,
  });
  return { process, replay };
}
