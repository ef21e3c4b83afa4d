import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { roleName } from '../names.ts';
import { type Expiry, HouseBucket } from './house-bucket.ts';

export interface LakeBucketsProps {
  readonly name: string;
  readonly dataKey: IKey;
  readonly accessLogs: Bucket;
  /** Receipts too expire with raw. */
  readonly rawDays: number;
  readonly resultDays: number;
}

const READING = ['s3:GetObject', 's3:GetObjectVersion'];
const CHANGING = ['s3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion'];

/** The lake's stores. Beside what each role may do, each bucket itself refuses everybody who has no business there. */
export class LakeBuckets extends Construct {
  readonly raw: Bucket;
  /** staging/, held/, receipts/. */
  readonly lake: Bucket;
  readonly events: Bucket;
  readonly results: Bucket;

  constructor(scope: Construct, id: string, { name, dataKey, accessLogs, rawDays, resultDays }: LakeBucketsProps) {
    super(scope, id);
    const make = (bucket: string, expiries: readonly Expiry[]) => new HouseBucket(this, bucket, { dataKey, accessLogs, expiries });
    const process = roleName(name, 'process');
    const merge = roleName(name, 'merge');

    const raw = make('Raw', [{ prefix: 'raw/', days: rawDays }]);
    raw.keepFor('OnlyProcess', [process], [...READING, ...CHANGING], '*');
    raw.demandConditions('WrittenOnce', '*', ['s3:if-none-match']);

    const lake = make('Lake', [{ prefix: 'receipts/', days: rawDays }]);
    lake.keepFor('OnlyProcessStages', [process], ['s3:PutObject'], 'staging/*');
    lake.keepFor('OnlyProcessAccounts', [process], CHANGING, 'receipts/*');
    lake.keepFor('OnlyMergeReadsStaging', [merge], [...READING, 's3:DeleteObject', 's3:DeleteObjectVersion'], 'staging/*');
    lake.keepFor('OnlyMergeHolds', [merge], [...READING, ...CHANGING], 'held/*');
    lake.demandConditions('StagedOnce', 'staging/*', ['s3:if-none-match']);
    lake.demandConditions('NothingReplacedBlindly', 'receipts/*', ['s3:if-none-match', 's3:if-match']);
    lake.demandConditions('NothingHeldReplacedBlindly', 'held/*', ['s3:if-none-match', 's3:if-match']);

    const events = make('Events', []);
    events.keepFor('OnlyMergeWrites', [merge], CHANGING, '*');
    events.demandConditions('NothingReplacedBlindly', '*', ['s3:if-none-match', 's3:if-match']);

    this.raw = raw.bucket;
    this.lake = lake.bucket;
    this.events = events.bucket;
    this.results = make('Results', [{ prefix: 'results/', days: resultDays }]).bucket;
  }
}
