import { COLUMNS } from '#core/dataset/columns.ts';
import { type AnswerType, type GlueTable, GRANTED_TABLE, HIVE_TYPES, PARTITION_KEYS } from './glue-table.ts';
import { ofLearners } from './small-groups.ts';
import type { View, ViewColumn } from './views.ts';

/** Trino's own names, in which a view declares its columns. */
const TRINO_TYPES: Readonly<Record<AnswerType, string>> = {
  string: 'varchar',
  timestamp: 'timestamp(3)',
  date: 'date',
  int32: 'integer',
  int64: 'bigint',
  double: 'double',
  boolean: 'boolean',
};

/** Athena's name for Glue; a view's plain table names are looked up here, in the view's own database. */
const CATALOG = 'awsdatacatalog';

/**
 * A view as Athena keeps it in Glue: the definition as base64 of JSON, in the comment that its engine looks for
 * (Trino 435, ViewReaderUtil.java, PrestoViewReader).
 *
 * @param database in which the view stands, and its plain table names are looked up
 */
export function athenaView({ name, sql, columns }: View, database: string): GlueTable {
  const definition = {
    originalSql: sql,
    catalog: CATALOG,
    schema: database,
    // Athena runs every view with its reader's rights; Trino asks to be told.
    runAsInvoker: true,
    columns: columns.map((column) => ({ name: column.name, type: TRINO_TYPES[column.type] })),
  };
  return {
    name,
    tableType: 'VIRTUAL_VIEW',
    // A description would take the comment's place, and the engine would take the view for a table without files.
    parameters: { presto_view: 'true', comment: 'Presto View' },
    partitionKeys: [],
    storageDescriptor: {
      columns: columns.map((column) => ({ name: column.name, type: HIVE_TYPES[column.type], comment: column.meaning })),
      serdeInfo: {},
    },
    viewOriginalText: `/* Presto View: ${Buffer.from(JSON.stringify(definition)).toString('base64')} */`,
    viewExpandedText: '/* Presto View */',
  };
}

/**
 * The view `events` of one researcher, over her own table: who is known to have another role than learner is left out, by all rows. It spares her
 * what she did not ask for; no wall stands here, since the files that she was granted hold these rows too.
 */
export function grantedEventsView(): View {
  const partitions = PARTITION_KEYS.map(({ name, comment = '' }): ViewColumn => ({ name, type: 'string', meaning: comment }));
  const columns = [...COLUMNS.map(({ name, type, meaning }): ViewColumn => ({ name, type, meaning })), ...partitions];
  return {
    name: 'events',
    description: 'Events of the granted courses; times are UTC.',
    sql: `SELECT ${columns.map(({ name }) => `"${name}"`).join(', ')}
FROM ${GRANTED_TABLE}
WHERE ${ofLearners(GRANTED_TABLE)}`,
    columns,
  };
}
