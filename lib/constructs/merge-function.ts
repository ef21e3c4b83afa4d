import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { bucketList } from '../environment.ts';
import { encrypt } from '../permissions/keys.ts';
import { deleteObjects, listBucket, readObjects, writeObjects } from '../permissions/objects.ts';
import { addPartitions } from '../permissions/queries.ts';
import { send } from '../permissions/queues.ts';
import { readRegistry, writeRegistry } from '../permissions/registry.ts';
import type { VaultStack } from '../stacks/vault.ts';
import { mergeTimeout } from '../timing.ts';
import type { Catalogue } from './catalogue.ts';
import { type FunctionHouse, HouseFunction } from './house-function.ts';
import type { LakeBuckets } from './lake-buckets.ts';
import { machineRole } from './machine-role.ts';
import { MERGE_CALLS } from './merge-calls.ts';

export interface MergeProps {
  readonly house: FunctionHouse;
  readonly vault: VaultStack;
  readonly buckets: LakeBuckets;
  readonly catalogue: Catalogue;
  readonly missed: Queue;
  readonly everyMinutes: number;
}

/** Staged rows to merged files: the only one that writes events/, and it cannot use the key. */
export function mergeFunction(scope: Construct, { house, vault, buckets, catalogue, missed, everyMinutes }: MergeProps): HouseFunction {
  const { lake, events } = buckets;
  const role = machineRole(scope, 'MergeRole', {
    name: house.name,
    part: 'merge',
    entries: ['merge'],
    traced: true,
    statements: [
      // Fences are read, and marked as swept.
      readRegistry(vault.table),
      writeRegistry(vault.table),
      encrypt(vault.dataKey, 's3', 'sqs', 'dynamodb'),
      listBucket('Names', lake, events),
      readObjects('ReadStaging', lake, 'staging/*', 'held/*'),
      deleteObjects('EmptyStaging', lake, 'staging/*'),
      writeObjects('Hold', lake, 'held/*'),
      readObjects('ReadEvents', events, 'events/*'),
      writeObjects('WriteEvents', events, 'events/*'),
      addPartitions(scope, catalogue.events),
      send('Failed', missed),
    ],
  });
  return new HouseFunction(scope, 'Merge', {
    house,
    role,
    entry: 'merge',
    does: 'Merges what is staged for one shard',
    // It waits more than it computes; four course-days at once were measured to take a third of it (test/dataset/memory.test.ts).
    memoryMb: 1024,
    timeout: mergeTimeout(everyMinutes),
    // Each call once, once more beside a slow one, and an operator's.
    concurrency: 3 * MERGE_CALLS.length,
    traced: true,
    environment: {
      SILLAGE_TABLE: vault.table.tableName,
      SILLAGE_BUCKETS: bucketList({ 'staging/': lake, 'held/': lake, 'events/': events }),
      SILLAGE_DATABASE: catalogue.database,
    },
  });
}
