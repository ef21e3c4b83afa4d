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
export const PARQUET_FORMAT = {
  inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
  outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
  serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
} as const;

/** The columns that stand in the files. */
export function glueColumns(): GlueColumn[] {
  return COLUMNS.map(({ name, type, meaning }) => ({ name, type: HIVE_TYPES[type], comment: meaning }));
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
