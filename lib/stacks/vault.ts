import { type App, CfnOutput } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Settings } from '#core/settings/schema.ts';
import { AccessLogs } from '../constructs/access-logs.ts';
import { DataKey } from '../constructs/data-key.ts';
import { MacKey } from '../constructs/mac-key.ts';
import { RegistryTable } from '../constructs/registry-table.ts';
import { HouseStack } from './house-stack.ts';

/** Versions are only added, at the end: version n of a source or course, pinned at its creation, is the nth key. */
const MAC_VERSIONS = [1];

/** What cannot be made again: the keys and the registry. Here too: the bucket of access logs, which all other buckets need. */
export class VaultStack extends HouseStack {
  readonly macKeys: readonly IKey[];
  readonly dataKey: IKey;
  readonly table: Table;
  readonly accessLogs: Bucket;

  constructor(app: App, settings: Settings) {
    super(app, settings, 'vault', 'Sillage: keys and registry');
    const { name, expiries } = settings;
    this.macKeys = MAC_VERSIONS.map((version) => new MacKey(this, `MacKey${version}`, name, version).key);
    this.dataKey = new DataKey(this, 'DataKey', name).key;
    this.table = new RegistryTable(this, 'Registry', { dataKey: this.dataKey, backupDays: expiries.registry_backup }).table;
    this.accessLogs = new AccessLogs(this, 'AccessLogs', expiries.logs).bucket;
    new CfnOutput(this, 'Region', { value: this.region });
    new CfnOutput(this, 'Table', { value: this.table.tableName });
  }
}
