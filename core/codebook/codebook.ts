import { COLUMNS, SCHEMA_VERSION } from '#core/dataset/columns.ts';
import { ACTIONS, CATEGORIES } from '#core/normalise/actions.ts';
import type { Dialect } from '#core/normalise/dialect.ts';
import { type AnswerType, PARTITION_KEYS } from '#core/query/glue-table.ts';
import { VIEWS } from '#core/query/views.ts';
import type { Count } from './counts.ts';
import { FILLS } from './fills.ts';
import { NOTES } from './notes.ts';

interface CodebookColumn {
  readonly name: string;
  readonly type: AnswerType;
  readonly nullable: boolean;
  readonly unit: string;
  readonly meaning: string;
}

interface EventsColumn extends CodebookColumn {
  readonly values: string;
  readonly protection: string;
  /** By dialect: the sender's fields that it is made of. */
  readonly filled_from: Readonly<Record<string, string>>;
}

interface DerivedTable {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly CodebookColumn[];
  readonly sql: string;
}

/** Everything about the dataset that can be said without it, and how often things happen in it. */
export interface Codebook {
  readonly schema_version: number;
  readonly events: readonly EventsColumn[];
  /** In the path of the files only. */
  readonly partitions: readonly CodebookColumn[];
  readonly tables: readonly DerivedTable[];
  readonly dialects: readonly { readonly name: string; readonly transform_version: number }[];
  readonly categories: readonly { readonly name: string; readonly definition: string; readonly events: number | null }[];
  readonly actions: readonly {
    readonly name: string;
    readonly definition: string;
    readonly verb: string;
    readonly events: number | null;
  }[];
  /** null: without a dataset. What fewer than ten learners of a course did is not in it. */
  readonly counts: readonly Count[] | null;
}

/** @param counts of a dataset, where there is one */
export function codebook(dialects: readonly Dialect[], counts: readonly Count[] | null): Codebook {
  const eventsOf = (member: 'category' | 'action', name: string): number | null => {
    const found = counts?.filter((count) => count[member] === name) ?? [];
    return found.length === 0 ? null : found.reduce((sum, { events }) => sum + events, 0);
  };
  return {
    schema_version: SCHEMA_VERSION,
    events: COLUMNS.map(({ name, type, nullable, meaning }) => ({
      name,
      type,
      nullable,
      unit: unitOf(name, type),
      meaning,
      ...NOTES[name],
      filled_from: Object.fromEntries(
        dialects.flatMap(({ name: dialect }) => {
          const fields = FILLS.get(dialect)?.[name];
          return fields === undefined ? [] : [[dialect, fields]];
        }),
      ),
    })),
    partitions: PARTITION_KEYS.map(({ name, comment = '' }) => ({ name, type: 'string', nullable: false, unit: '', meaning: comment })),
    tables: VIEWS.map(({ name, description, columns, sql }) => ({
      name,
      description,
      columns: columns.map((column) => ({ ...column, nullable: true, unit: unitOf(column.name, column.type) })),
      sql,
    })),
    dialects: dialects.map(({ name, transformVersion }) => ({ name, transform_version: transformVersion })),
    categories: Object.entries(CATEGORIES).map(([name, definition]) => ({ name, definition, events: eventsOf('category', name) })),
    actions: Object.entries(ACTIONS).map(([name, { definition, verb }]) => ({ name, definition, verb, events: eventsOf('action', name) })),
    counts,
  };
}

/** The suffix of a name says its unit; times and days are UTC throughout. */
function unitOf(name: string, type: AnswerType): string {
  if (type === 'timestamp') return 'UTC, ms';
  if (type === 'date') return 'UTC day';
  if (name.endsWith('_s')) return 's';
  if (/^score_(?:raw|min|max)$/.test(name)) return 'points';
  if (/score|^grade$/.test(name)) return 'share';
  return '';
}
