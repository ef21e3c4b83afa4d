import { Stack } from 'aws-cdk-lib';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { databaseName } from '../names.ts';
import type { TableName } from '../permissions/queries.ts';
import { eventsTable } from './events-table.ts';

export interface CatalogueProps {
  readonly name: string;
  readonly events: Bucket;
}

/** What Athena knows of the lake: the table `events`, one partition for each course and month, which merge registers. */
export class Catalogue extends Construct {
  readonly database: string;
  readonly events: TableName;
  readonly tables: readonly TableName[];

  constructor(scope: Construct, id: string, { name, events }: CatalogueProps) {
    super(scope, id);
    const { account } = Stack.of(this);
    this.database = databaseName(name);
    this.events = { database: this.database, table: 'events' };
    this.tables = [this.events];
    const database = new CfnDatabase(this, 'Database', {
      catalogId: account,
      databaseInput: { name: this.database, description: 'Learning events, pseudonymised' },
    });
    const table = new CfnTable(this, 'Events', {
      catalogId: account,
      databaseName: this.database,
      tableInput: eventsTable(`s3://${events.bucketName}/events/`),
    });
    table.addResourceDependency(database);
  }
}
