import { conservation, sumOf } from './conservation.ts';
import { count, counted, table } from './table.ts';

type Counts = Readonly<Record<string, number>>;

/** What `sillage status --json` prints. */
export interface Status {
  readonly batches: number;
  readonly lines: number;
  readonly rows: number;
  readonly rejected: Counts;
  readonly dropped: Counts;
  /** Dropped keys by path; `(unknown)` for those outside their dialect's vocabulary. */
  readonly keys: Counts;
  /** Rows whose action has no place yet. */
  readonly others: number;
  /** Those of them whose type has a public name, by that name. */
  readonly unplaced: Counts;
  readonly alias_conflicts: number;
  readonly waiting: {
    readonly batches: number;
    readonly lag_s: number | null;
    readonly staged_files: number;
    /** On disk; null: the queue does not tell. */
    readonly bytes: number | null;
    /** What refuses new batches; null: nothing. */
    readonly full: 'disk' | 'queue' | null;
  };
  readonly dead_letters: number;
  /** `rows` null: not counted. */
  readonly merged: { readonly files: number; readonly rows: number | null; readonly bytes: number; readonly courses: number };
  readonly sources: Readonly<
    Record<
      string,
      {
        readonly batches: number;
        readonly lines: number;
        readonly rows: number;
        readonly rejected: Counts;
        readonly dropped: Counts;
        /** ISO 8601; null: nothing yet. */
        readonly last_received: string | null;
        readonly revoked: boolean;
      }
    >
  >;
  /** `described`: with a title, or a day on which they open or close. */
  readonly courses: { readonly known: number; readonly described: number; readonly deleted: number };
  /** Requests that proved no source, of the last 7 UTC days: by the source that they named, and those that named none that there is. */
  readonly refused: { readonly since: string; readonly unnamed: number; readonly sources: Readonly<Record<string, number>> };
}

const KEYS_SHOWN = 20;

const FULL = {
  disk: 'Nothing is accepted: the disk has less free than embedded.min_free_mb of sillage.yaml asks for. Free some space; senders send again.',
  queue:
    'Nothing is accepted: more waits to be processed than embedded.queue_mb of sillage.yaml allows. Senders send again; see in the log why it is not processed.',
} as const;

/**
 * The status for people.
 *
 * @param folder the data folder as the user named it; null: a deployed installation
 * @param since the first UTC day of what is counted as received; '': all of it
 */
export function statusText(status: Status, folder: string | null, since: string): string {
  const { waiting, merged, dead_letters: dead, others, alias_conflicts: conflicts } = status;
  const notes = [
    waiting.full === null ? '' : FULL[waiting.full],
    merged.rows !== null && since === '' && merged.rows < status.rows && waiting.staged_files === 0
      ? 'An event that came more than once gave several lines, and is one row.'
      : '',
    dead > 0
      ? `${counted(dead, 'batch', 'batches')} could not be processed, and kept apart${folder === null ? '; once mended: sillage redrive --aws' : ` in ${folder}/intake/dead; once mended: sillage redrive`}.`
      : '',
    others > 0 ? `${counted(others, 'row')} with the action "other": no place for that type yet.` : '',
    conflicts > 0 ? `${counted(conflicts, 'time')} two names of one person pointed to two learners; the stronger name decided.` : '',
  ].filter((note) => note !== '');
  const parts = [
    `Received${since === '' ? '' : ` since ${since}`}: ${counted(status.batches, 'batch', 'batches')}\n${conservation(status)}`,
    sourceTable(status.sources),
    keyTable(status.keys),
    unplacedTable(status.unplaced),
    `Waiting: ${counted(waiting.batches, 'batch', 'batches')}${waiting.batches > 0 && waiting.lag_s !== null ? ` (the oldest for ${count(waiting.lag_s)} s)` : ''}, ${counted(waiting.staged_files, 'staged file')}\n`,
    `For researchers: ${merged.rows === null ? '' : `${counted(merged.rows, 'row')} in `}${counted(merged.files, 'file')} of ${counted(merged.courses, 'course folder')}, ${count(Math.ceil(merged.bytes / 1024))} KiB\n`,
    coursesText(status.courses),
    refusedText(status.refused),
    notes.length === 0 ? '' : `${notes.join('\n')}\n`,
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function sourceTable(sources: Status['sources']): string {
  const rows = Object.entries(sources).map(([name, one]) => [
    one.revoked ? `${name} (revoked)` : name,
    one.lines,
    one.rows,
    sumOf(one.rejected),
    sumOf(one.dropped),
    one.last_received ?? '',
  ]);
  return rows.length === 0 ? '' : table(['source', 'lines', 'rows', 'rejected', 'dropped', 'last received'], rows);
}

function coursesText({ known, described, deleted }: Status['courses']): string {
  const gone = deleted === 0 ? '' : `, ${count(deleted)} deleted on the platform`;
  return known === 0 ? '' : `Courses: ${count(known)}, ${count(described)} with title or dates${gone}\n`;
}

function refusedText({ since, unnamed, sources }: Status['refused']): string {
  const rows = Object.entries(sources).map(([name, n]): readonly [number, string] => [n, name]);
  const all = unnamed === 0 ? rows : [...rows, [unnamed, '(none that there is)'] as const];
  if (all.length === 0) return '';
  return `Refused since ${since}, for a secret that is wrong or ended:\n${table(['requests', 'source named'], all)}`;
}

const keyTable = (keys: Counts) => countTable(keys, 'key dropped');
const unplacedTable = (types: Counts) => countTable(types, 'type without a place');

function countTable(counts: Counts, title: string): string {
  const sorted = Object.entries(counts).sort(([, a], [, b]) => b - a);
  if (sorted.length === 0) return '';
  const more = sorted.length > KEYS_SHOWN ? `and ${count(sorted.length - KEYS_SHOWN)} more (--json shows all)\n` : '';
  const rows = sorted.slice(0, KEYS_SHOWN).map(([path, n]) => [n, path]);
  return table(['times', title], rows) + more;
}
