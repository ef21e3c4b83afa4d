import { COLUMNS, type ColumnType, SCHEMA_VERSION } from '#core/dataset/columns.ts';
import { ACTIONS, CATEGORIES } from '#core/normalise/actions.ts';

const V2 = 'https://datapackage.org/profiles/2.0';

/** Table Schema's names (https://datapackage.org/standard/table-schema/#field-types). */
const TYPES: Readonly<Record<ColumnType, string>> = {
  string: 'string',
  timestamp: 'datetime',
  date: 'date',
  int32: 'integer',
  double: 'number',
  boolean: 'boolean',
};
const LISTS: Readonly<Partial<Record<string, readonly string[]>>> = {
  category: Object.keys(CATEGORIES),
  action: Object.keys(ACTIONS),
  role: ['learner', 'instructor', 'staff'],
};

/**
 * The merged files as a Frictionless Data Package, version 2.
 *
 * @param paths of the Parquet files, relative to the folder of the descriptor: one at least
 * @param created ISO 8601
 */
export function dataPackage(paths: readonly string[], created: string): object {
  return {
    $schema: `${V2}/datapackage.json`,
    name: 'sillage-events',
    title: 'Learning events, pseudonymised',
    description:
      'Rows are pseudonymised, and remain personal data. A copy knows nothing of erasures that come after it. Paths hold two columns more: course (folder name of the course) and month.',
    version: String(SCHEMA_VERSION),
    created,
    resources: [
      {
        $schema: `${V2}/dataresource.json`,
        name: 'events',
        title: 'One row an event; one file a course and UTC day',
        path: paths,
        type: 'table',
        format: 'parquet',
        mediatype: 'application/vnd.apache.parquet',
        schema: {
          $schema: `${V2}/tableschema.json`,
          fields: COLUMNS.map(({ name, type, nullable, meaning }) => ({
            name,
            type: TYPES[type],
            description: meaning,
            constraints: { ...(nullable ? {} : { required: true }), ...(LISTS[name] === undefined ? {} : { enum: LISTS[name] }) },
          })),
          // Null in Parquet; readers that go through pandas call it nan where there are numbers. Empty text is a text.
          missingValues: ['nan'],
          primaryKey: ['event_id'],
        },
      },
    ],
  };
}
