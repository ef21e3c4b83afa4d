import { bold, columns, count, green, red, say } from './show.ts';

type Counts = Readonly<Record<string, number>>;

export interface Accounts {
  readonly lines: number;
  readonly rows: number;
  readonly rejected: Counts;
  readonly dropped: Counts;
}

/** Every line that was sent, accounted for. @param sent lines by source, as the sender counted them @returns whether all holds */
export function showConservation(
  total: Accounts,
  sources: Readonly<Record<string, Accounts>>,
  sent: Readonly<Record<string, number>>,
  rowsInFiles: number,
): boolean {
  const rows = Object.entries(sources).map(([name, one]) => line(name, sent[name] ?? 0, one));
  const all = Object.values(sent).reduce((sum, n) => sum + n, 0);
  const last = line('total', all, total);
  columns(
    [['source', 'sent', '', 'rows', '', 'rejected', '', 'dropped', ''], ...rows.map(({ cells }) => cells), last.cells.map(bold)],
    [false, true, false, true, false, true, false, true, false],
  );
  say();
  for (const [reason, n] of Object.entries({ ...total.rejected, ...total.dropped })) say(`    ${count(n).padStart(6)}  ${reason}`);
  const same = rowsInFiles === total.rows;
  say(
    `\n  ${mark(same)} ${count(rowsInFiles)} rows stand in the Parquet files: ${same ? 'each event once, though one request came twice' : `not ${count(total.rows)}`}`,
  );
  return same && last.holds && rows.every(({ holds }) => holds);
}

function line(
  name: string,
  sent: number,
  { lines, rows, rejected, dropped }: Accounts,
): { readonly cells: string[]; readonly holds: boolean } {
  const no = sum(rejected);
  const away = sum(dropped);
  const holds = sent === lines && lines === rows + no + away;
  return { cells: [name, count(sent), '=', count(rows), '+', count(no), '+', count(away), mark(holds)], holds };
}

function sum(counts: Counts): number {
  return Object.values(counts).reduce((total, n) => total + n, 0);
}

function mark(holds: boolean): string {
  return holds ? green('✓') : red('✗');
}
