import { Stack } from 'aws-cdk-lib';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';
import type { GlueTable } from '#core/query/glue-table.ts';
import type { TableName } from '../permissions/queries.ts';

export interface GlueDatabaseProps {
  /** Lower-case letters, digits and underscores. */
  readonly database: string;
  readonly description: string;
  readonly tables: readonly GlueTable[];
}

/** A database of Glue's catalogue with its tables and views. */
export class GlueDatabase extends Construct {
  readonly tables: readonly TableName[];

  constructor(scope: Construct, id: string, { database, description, tables }: GlueDatabaseProps) {
    super(scope, id);
    const { account: catalogId } = Stack.of(this);
    const home = new CfnDatabase(this, 'Database', { catalogId, databaseInput: { name: database, description } });
    for (const tableInput of tables) {
      const table = new CfnTable(this, tableInput.name, { catalogId, databaseName: database, tableInput });
      table.addResourceDependency(home);
    }
    this.tables = tables.map(({ name: table }) => ({ database, table }));
  }
}
