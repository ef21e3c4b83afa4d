import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { bucketList } from '../environment.ts';
import { encrypt } from '../permissions/keys.ts';
import { listBucket, readObjects } from '../permissions/objects.ts';
import { ownResults, readCatalogue, runQueries } from '../permissions/queries.ts';
import type { Catalogue } from './catalogue.ts';
import { type FunctionHouse, HouseFunction } from './house-function.ts';
import type { LakeBuckets } from './lake-buckets.ts';
import { machineRole } from './machine-role.ts';
import type { Workgroup } from './workgroup.ts';

export interface QueryProps {
  readonly house: FunctionHouse;
  readonly buckets: LakeBuckets;
  readonly catalogue: Catalogue;
  readonly workgroup: Workgroup;
}

/** Answers named questions over events: no raw, no staging, no registry, no key. */
export function queryFunction(scope: Construct, { house, buckets, catalogue, workgroup }: QueryProps): HouseFunction {
  const { events, results } = buckets;
  const role = machineRole(scope, 'QueryRole', {
    name: house.name,
    part: 'query',
    entries: ['query'],
    traced: true,
    statements: [
      runQueries(scope, workgroup.group.name),
      readCatalogue(scope, ...catalogue.tables),
      listBucket('Names', events),
      readObjects('ReadEvents', events, 'events/*'),
      ...ownResults(results, workgroup.folder),
      encrypt(house.dataKey, 's3'),
    ],
  });
  return new HouseFunction(scope, 'Query', {
    house,
    role,
    entry: 'query',
    does: 'Answers named questions',
    memoryMb: 512,
    timeout: Duration.minutes(5),
    concurrency: 5,
    traced: true,
    environment: {
      SILLAGE_BUCKETS: bucketList({ 'events/': events, 'results/': results }),
      SILLAGE_DATABASE: catalogue.database,
      SILLAGE_WORKGROUP: workgroup.group.name,
    },
  });
}
