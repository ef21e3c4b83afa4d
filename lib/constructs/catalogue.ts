import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { athenaView } from '#core/query/athena-view.ts';
import { glueTable } from '#core/query/glue-table.ts';
import { VIEWS } from '#core/query/views.ts';
import { databaseName } from '../names.ts';
import type { TableName } from '../permissions/queries.ts';
import { GlueDatabase } from './glue-database.ts';

export interface CatalogueProps {
  readonly name: string;
  readonly events: Bucket;
}

/** What Athena knows of the lake: the table `events`, one partition for each course and month, which merge registers; and the views over it. */
export class Catalogue extends Construct {
  readonly database: string;
  readonly events: TableName;
  /** `events` and the views. */
  readonly tables: readonly TableName[];

  constructor(scope: Construct, id: string, { name, events }: CatalogueProps) {
    super(scope, id);
    const database = databaseName(name);
    this.database = database;
    this.events = { database, table: 'events' };
    this.tables = new GlueDatabase(this, 'Lake', {
      database,
      description: 'Learning events, pseudonymised',
      tables: [glueTable(`s3://${events.bucketName}/events/`), ...VIEWS.map((view) => athenaView(view, database))],
    }).tables;
  }
}
