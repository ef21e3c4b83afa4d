import { type App, CfnOutput } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Settings } from '#core/settings/schema.ts';
import { Catalogue } from '../constructs/catalogue.ts';
import type { Bundler, FunctionHouse, HouseFunction } from '../constructs/house-function.ts';
import { deadLetters } from '../constructs/house-queue.ts';
import { LakeBuckets } from '../constructs/lake-buckets.ts';
import { MERGE_CALLS } from '../constructs/merge-calls.ts';
import { mergeFunction } from '../constructs/merge-function.ts';
import { MergeSchedule } from '../constructs/merge-schedule.ts';
import { processFunctions } from '../constructs/process-functions.ts';
import { queryFunction } from '../constructs/query-function.ts';
import { Workgroup } from '../constructs/workgroup.ts';
import { HouseStack } from './house-stack.ts';
import type { IntakeStack } from './intake.ts';
import type { VaultStack } from './vault.ts';

/** A missed merge is made good by the next one: what is left of it is for whoever looks the same day. */
const MISSED_DAYS = 1;

/** From the queue to what researchers see: stores, process, merge, tables, questions. */
export class LakeStack extends HouseStack {
  readonly buckets: LakeBuckets;
  readonly catalogue: Catalogue;
  readonly process: HouseFunction;
  readonly replay: HouseFunction;
  readonly merge: HouseFunction;
  readonly query: HouseFunction;
  /** Merges that could not be started, or failed. */
  readonly missedMerges: Queue;

  constructor(app: App, settings: Settings, vault: VaultStack, intake: IntakeStack, bundle: Bundler) {
    super(app, settings, 'lake', 'Sillage: raw, lake and events; process, merge and query');
    const { name, expiries, limits, cadence } = settings;
    const { dataKey, accessLogs } = vault;
    const house: FunctionHouse = { name, dataKey, logDays: expiries.logs, bundle, reserved: limits.reserved_concurrency };

    this.buckets = new LakeBuckets(this, 'Stores', { name, dataKey, accessLogs, rawDays: expiries.raw, resultDays: expiries.results });
    this.catalogue = new Catalogue(this, 'Catalogue', { name, events: this.buckets.events });
    const { process, replay } = processFunctions(this, {
      house,
      vault,
      intake,
      buckets: this.buckets,
      windowSeconds: cadence.window_seconds,
      intakeDays: expiries.intake,
    });
    this.process = process;
    this.replay = replay;
    this.missedMerges = deadLetters(this, 'MissedMerges', dataKey, MISSED_DAYS);
    this.merge = mergeFunction(this, {
      house,
      vault,
      buckets: this.buckets,
      catalogue: this.catalogue,
      missed: this.missedMerges,
      everyMinutes: cadence.merge_minutes,
    });
    new MergeSchedule(this, 'MergeSchedule', {
      name,
      merge: this.merge.lambda,
      calls: MERGE_CALLS,
      everyMinutes: cadence.merge_minutes,
      missed: this.missedMerges,
      dataKey,
    });

    const reading = { name, results: this.buckets.results, dataKey, scanGb: limits.scan_gb_per_query };
    const questions = new Workgroup(this, 'Questions', { ...reading, reader: 'query' });
    this.query = queryFunction(this, { house, buckets: this.buckets, catalogue: this.catalogue, workgroup: questions });

    this.tell({
      RawBucket: this.buckets.raw,
      LakeBucket: this.buckets.lake,
      EventsBucket: this.buckets.events,
      ResultsBucket: this.buckets.results,
    });
    new CfnOutput(this, 'Database', { value: this.catalogue.database });
    new CfnOutput(this, 'Workgroup', { value: questions.group.name });
    new CfnOutput(this, 'MergeFunction', { value: this.merge.lambda.functionName });
    new CfnOutput(this, 'ReplayFunction', { value: this.replay.lambda.functionName });
    new CfnOutput(this, 'QueryFunction', { value: this.query.lambda.functionName });
  }

  private tell(buckets: Readonly<Record<string, Bucket>>): void {
    for (const [output, { bucketName }] of Object.entries(buckets)) new CfnOutput(this, output, { value: bucketName });
  }
}
