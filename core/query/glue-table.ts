import { COLUMNS, type ColumnType } from '#core/dataset/columns.ts';

/** A column as Glue describes it, in Hive's types. */
export interface GlueColumn {
  readonly name: string;
  readonly type: string;
  readonly comment?: string;
}

/** A table as Glue describes it; keys in the lower camel case of CloudFormation's L1 constructs. */
export interface GlueTable {
  readonly name: string;
  readonly description?: string;
  readonly tableType: 'EXTERNAL_TABLE' | 'VIRTUAL_VIEW';
  readonly parameters: Readonly<Record<string, string>>;
  readonly partitionKeys: GlueColumn[];
  readonly storageDescriptor: {
    readonly columns: GlueColumn[];
    readonly location?: string;
    readonly inputFormat?: string;
    readonly outputFormat?: string;
    readonly serdeInfo: { readonly serializationLibrary?: string };
  };
  readonly viewOriginalText?: string;
  readonly viewExpandedText?: string;
}

/** `int64` appears in answers only: the dataset has no such column. */
export type AnswerType = ColumnType | 'int64';

/** A `timestamp` has no zone in Hive; ours are UTC, and Athena reads them as such. */
export const HIVE_TYPES: Readonly<Record<AnswerType, string>> = {
  string: 'string',
  timestamp: 'timestamp',
  date: 'date',
  int32: 'int',
  int64: 'bigint',
  double: 'double',
  boolean: 'boolean',
};

/** In the path only: the folder name of the course, and YYYY-MM. */
export const PARTITION_KEYS: readonly GlueColumn[] = [
  { name: 'course', type: 'string', comment: 'Folder name of the course.' },
  { name: 'month', type: 'string', comment: 'UTC month, YYYY-MM.' },
];

/** Files of Parquet, as Hive names what reads and writes them. */
const PARQUET_FORMAT = {
  inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
  outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
  serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
} as const;

/** The columns that stand in the files. */
function glueColumns(): GlueColumn[] {
  return COLUMNS.map(({ name, type, meaning }) => ({ name, type: HIVE_TYPES[type], comment: meaning }));
}

/** The earliest month that an event can be of (core/normalise), to the one in which tomorrow lies: clocks may run a day ahead. */
const MONTHS = '2000-01,NOW+1DAYS';

/** A researcher's own table under her view `events`. */
export const GRANTED_TABLE = 'granted_events';

/**
 * What one researcher was granted, as a table of her own: the same files, and no list of anybody else's. Its partitions are computed,
 * not registered: so nothing has to keep it up to date, and what it can be asked for names her courses alone.
 *
 * @param location of the merged files, with a slash at its end
 * @param slugs folder names of the granted courses; none: a table without partitions, so without rows
 */
export function grantedTable(location: string, slugs: readonly string[]): GlueTable {
  const { parameters, ...rest } = glueTable(location);
  const projection = {
    'projection.enabled': 'true',
    'projection.course.type': 'enum',
    'projection.course.values': slugs.join(','),
    'projection.month.type': 'date',
    'projection.month.format': 'yyyy-MM',
    'projection.month.range': MONTHS,
    'projection.month.interval': '1',
    'projection.month.interval.unit': 'MONTHS',
    'storage.location.template': `${location}course=\${course}/month=\${month}/`,
  };
  return {
    ...rest,
    name: GRANTED_TABLE,
    description: 'Files of the granted courses. Ask the view events: it leaves out whoever is known to be no learner.',
    parameters: { ...parameters, ...(slugs.length === 0 ? {} : projection) },
  };
}

/**
 * The table `events`: every column of the schema, one registered partition for each course and month.
 *
 * @param location of the merged files, with a slash at its end
 */
export function glueTable(location: string): GlueTable {
  return {
    name: 'events',
    description: 'Learning events, pseudonymised; times are UTC.',
    tableType: 'EXTERNAL_TABLE',
    parameters: { classification: 'parquet', EXTERNAL: 'TRUE' },
    partitionKeys: [...PARTITION_KEYS],
    storageDescriptor: { columns: glueColumns(), location, ...PARQUET_FORMAT },
  };
}
