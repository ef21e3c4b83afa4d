import type { QueryResult } from '#core/ports/query-engine.ts';
import type { PlotOption } from './plot.ts';

/** Runs one SELECT over what the reader may see. */
export type Ask = (select: string) => Promise<QueryResult>;

/** Numbers as people and screen readers take them in: the same as the plot shows, and no more. */
export interface DataTable {
  readonly head: readonly string[];
  /** null: withheld, since fewer than ten learners stand behind it. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** One plot and what it says. */
export interface Figure {
  readonly title: string;
  /** What the plot shows, in one or two sentences, for whoever cannot see it. */
  readonly description: string;
  /** Drawn at the width of a desk and of a telephone. @param width in CSS pixels */
  readonly option: (width: number) => PlotOption;
  /** Height in CSS pixels. */
  readonly height: number;
  readonly data: DataTable;
}

/** A chapter of the report; without figures there is nothing to show, and `note` says why. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** What is asked, and how it is answered. */
  readonly lead: string;
  readonly figures: readonly Figure[];
  readonly note?: string;
}
