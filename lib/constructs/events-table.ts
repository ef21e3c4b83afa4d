import type { CfnTable } from 'aws-cdk-lib/aws-glue';
import { COLUMNS, type ColumnType } from '#core/dataset/columns.ts';

const GLUE: Readonly<Record<ColumnType, string>> = {
  string: 'string',
  timestamp: 'timestamp',
  date: 'date',
  int32: 'int',
  double: 'double',
  boolean: 'boolean',
};

const COLUMN_LIST = COLUMNS.map(({ name, type, meaning }) => ({ name, type: GLUE[type], comment: meaning }));
/** In the path only. */
const PARTITIONS = [
  { name: 'course', type: 'string' },
  { name: 'month', type: 'string' },
];

/** The table `events` as Glue describes it. @param location of the merged files, with a slash at its end */
export function eventsTable(location: string): CfnTable.TableInputProperty {
  return {
    name: 'events',
    tableType: 'EXTERNAL_TABLE',
    parameters: { classification: 'parquet', EXTERNAL: 'TRUE' },
    partitionKeys: PARTITIONS,
    storageDescriptor: {
      columns: COLUMN_LIST,
      location,
      inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
      outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
      serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
    },
  };
}

const PRESTO: Readonly<Record<string, string>> = { string: 'varchar', timestamp: 'timestamp(3)', int: 'integer' };

/** A view `events` over the granted courses of the table, in the form in which Athena stores its views. @param slugs [a-z0-9-] only */
export function grantedEventsView(database: string, slugs: readonly string[]): CfnTable.TableInputProperty {
  const columns = [...COLUMN_LIST, ...PARTITIONS].map(({ name, type }) => ({ name, type }));
  const granted = slugs.length === 0 ? 'false' : `"course" IN (${slugs.map((slug) => `'${slug}'`).join(', ')})`;
  const originalSql = `SELECT ${columns.map(({ name }) => `"${name}"`).join(', ')} FROM "awsdatacatalog"."${database}"."events" WHERE ${granted}`;
  const view = {
    originalSql,
    catalog: 'awsdatacatalog',
    schema: database,
    columns: columns.map(({ name, type }) => ({ name, type: PRESTO[type] ?? type })),
  };
  return {
    name: 'events',
    tableType: 'VIRTUAL_VIEW',
    parameters: { presto_view: 'true', comment: 'Presto View' },
    viewOriginalText: `/* Presto View: ${Buffer.from(JSON.stringify(view)).toString('base64')} */`,
    viewExpandedText: '/* Presto View */',
    partitionKeys: [],
    storageDescriptor: { columns, serdeInfo: {} },
  };
}
