import type { Codebook } from './codebook.ts';

/** A table of the codebook, for whichever way it is written. Cells are plain text. */
export interface Sheet {
  readonly title: string;
  readonly text: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns that are names in code. */
  readonly code: ReadonlySet<number>;
}

const NAMES = new Set([0]);
const shown = (n: number): string => String(n).replace(/\B(?=(?:\d{3})+$)/g, ',');
const typed = ({ type, nullable }: { readonly type: string; readonly nullable: boolean }): string => (nullable ? `${type}, or null` : type);

/** The whole codebook as tables, in reading order. */
export function sheetsOf(book: Codebook): Sheet[] {
  return [events(book), protection(book), filled(book), ...derived(book), categories(book), actions(book), ...inDataset(book)];
}

const events = ({ events, partitions, schema_version }: Codebook): Sheet => ({
  title: 'events',
  text: `One row an event; schema version ${schema_version}. The last two columns stand in the path of the files only.`,
  head: ['column', 'type', 'unit', 'meaning', 'values'],
  rows: [
    ...events.map((column) => [column.name, typed(column), column.unit, column.meaning, column.values]),
    ...partitions.map((column) => [column.name, typed(column), column.unit, column.meaning, '']),
  ],
  code: NAMES,
});

const protection = ({ events }: Codebook): Sheet => ({
  title: 'How each column is protected',
  text: 'What is not named here is in no row: everything else that a platform sends is dropped and counted. Rows are pseudonymised, and remain personal data.',
  head: ['column', 'protection'],
  rows: events.map(({ name, protection }) => [name, protection]),
  code: NAMES,
});

const filled = ({ events, dialects }: Codebook): Sheet => ({
  title: 'Where each column comes from',
  text: `Fields of the sender, by dialect (${dialects.map((one) => `${one.name}, version ${one.transform_version}`).join('; ')}). Empty: the dialect never fills it. Columns that sillage writes itself are left out.`,
  head: ['column', ...dialects.map(({ name }) => name)],
  rows: events
    .filter(({ filled_from }) => Object.keys(filled_from).length > 0)
    .map(({ name, filled_from }) => [name, ...dialects.map((dialect) => filled_from[dialect.name] ?? '')]),
  code: NAMES,
});

const derived = ({ tables }: Codebook): Sheet[] =>
  tables.map(({ name, description, columns }) => ({
    title: name,
    text: `${description} Derived from events; courses of fewer than ten learners are left out.`,
    head: ['column', 'type', 'unit', 'meaning'],
    rows: columns.map((column) => [column.name, column.type, column.unit, column.meaning]),
    code: NAMES,
  }));

const numbered = (counts: Codebook['counts']): string[] => (counts === null ? [] : ['events']);
const number = (counts: Codebook['counts'], events: number | null): string[] =>
  counts === null ? [] : [events === null ? '' : shown(events)];

const categories = ({ categories, counts }: Codebook): Sheet => ({
  title: 'Categories',
  text: 'Families of actions, closed.',
  head: ['category', 'definition', ...numbered(counts)],
  rows: categories.map(({ name, definition, events }) => [name, definition, ...number(counts, events)]),
  code: NAMES,
});

const actions = ({ actions, counts }: Codebook): Sheet => ({
  title: 'Actions',
  text: 'Closed; each with the xAPI verb that says the same.',
  head: ['action', 'definition', 'xAPI verb', ...numbered(counts)],
  rows: actions.map(({ name, definition, verb, events }) => [name, definition, verb, ...number(counts, events)]),
  code: new Set([0, 2]),
});

const inDataset = ({ counts }: Codebook): Sheet[] =>
  counts === null
    ? []
    : [
        {
          title: 'In this dataset',
          text: 'What fewer than ten learners of a course did is withheld, here and in the counts above. Learners are counted in each course by itself.',
          head: ['category', 'action', 'events', 'learners'],
          rows: counts.map(({ category, action, events, learners }) => [category, action, shown(events), shown(learners)]),
          code: new Set([0, 1]),
        },
      ];
