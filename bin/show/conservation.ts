import { DROPS, REJECTIONS } from '#core/normalise/rejection.ts';
import type { SourceSummary } from '#core/process/totals.ts';
import { table } from './table.ts';

type Counts = Readonly<Record<string, number>>;

export function sumOf(counts: Counts): number {
  return Object.values(counts).reduce((total, n) => total + n, 0);
}

/** Every line accounted for: lines = rows + rejected + dropped, and why. */
export function conservation(summary: Pick<SourceSummary, 'lines' | 'rows' | 'rejected' | 'dropped'>): string {
  const { lines, rows, rejected, dropped } = summary;
  const parts = [
    table(['lines', '= rows', '+ rejected', '+ dropped'], [[lines, rows, sumOf(rejected), sumOf(dropped)]]),
    reasons('rejected', rejected, REJECTIONS),
    reasons('dropped', dropped, DROPS),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function reasons(title: string, counts: Counts, sentences: Readonly<Record<string, string>>): string {
  const rows = Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([code, n]) => [n, code, sentences[code] ?? '']);
  return rows.length === 0 ? '' : table([title, 'why', ''], rows);
}
