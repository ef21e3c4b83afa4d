import type { Row } from './columns.ts';
import { COLUMN_NAMES } from './table.ts';

type Ranked = Pick<Row, 'transform_version' | 'received_on'>;

/**
 * Which of two rows of one event stays: the highest transform version, then the earliest received.
 * Negative: the first; positive: the second; 0: their bytes decide.
 */
export function rank(a: Ranked, b: Ranked): number {
  return b.transform_version - a.transform_version || a.received_on - b.received_on;
}

/** The winner of two rows of one event: by rank, then the smallest bytes, so that no order of arrival matters. */
export function winner(a: Row, b: Row): Row {
  const order = rank(a, b);
  if (order !== 0) return order < 0 ? a : b;
  return bytesOf(b) < bytesOf(a) ? b : a;
}

/** One text for one content: every cell in the order of the columns. */
export function bytesOf(row: Row): string {
  return JSON.stringify(COLUMN_NAMES.map((name) => row[name]));
}
