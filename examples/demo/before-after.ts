import type { Campus } from './generate.ts';
import { red, sideBySide, WIDTH } from './show.ts';

const LEFT = 47;
const SEPARATOR = 3;
const MOST_LINES = 4;

/** A contribution to the forum that stands in the log as it was sent, for all to see what becomes of it. */
export function sampleOf({ posts }: Campus): Record<string, unknown> {
  for (const { lines } of posts) {
    for (const line of lines) {
      const text = line.toString('utf8');
      if (!text.startsWith('{"name":"edx.forum.thread.created"')) continue;
      return JSON.parse(text) as Record<string, unknown>;
    }
  }
  throw new Error('Nobody wrote anything.');
}

/** The event as it was sent, and the row that researchers see. @param row its columns by name */
export function showBeforeAfter(
  sample: Record<string, unknown>,
  row: Readonly<Record<string, unknown>>,
  identifiers: ReadonlySet<string>,
): void {
  const left = ['BEFORE: what the platform sent', '', ...lines(sample, identifiers)];
  const names = Object.keys(row).filter((name) => row[name] !== null);
  const wide = Math.max(...names.map((name) => name.length));
  const right = ['AFTER: what researchers see', '', ...names.flatMap((name) => wrapped(`${name.padEnd(wide)}  `, String(row[name])))];
  sideBySide(left, right, LEFT);
}

/** JSON, one leaf a line; identifiers in red where there are colours. */
function lines(value: unknown, identifiers: ReadonlySet<string>, key = '', depth = 0): string[] {
  const space = '  '.repeat(depth);
  const name = key === '' ? '' : `${key}: `;
  if (typeof value !== 'object' || value === null) {
    const parts = broken(`${name}${JSON.stringify(value)}`, LEFT - space.length, MOST_LINES);
    const shown = parts.map((part, i) => space + (i === 0 ? '' : ' ') + part);
    return identifiers.has(String(value)) ? shown.map(red) : shown;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return [`${space}${name}{}`];
  return [`${space}${name}{`, ...entries.flatMap(([inner, each]) => lines(each, identifiers, shortened(inner), depth + 1)), `${space}}`];
}

/** Ids of inputs are long and stand four times in each answer. */
function shortened(key: string): string {
  return key.length > 24 ? `${key.slice(0, 8)}…${key.slice(-4)}` : key;
}

function wrapped(label: string, text: string): string[] {
  const parts = broken(text, WIDTH - LEFT - SEPARATOR - label.length, Number.POSITIVE_INFINITY);
  return parts.map((part, i) => (i === 0 ? label : ' '.repeat(label.length)) + part);
}

/** A text in lines of a width; the last of the most lines is cut by who shows it. */
function broken(text: string, width: number, most: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > width && parts.length < most - 1) {
    parts.push(rest.slice(0, width - 1));
    rest = rest.slice(width - 1);
  }
  return [...parts, rest];
}
