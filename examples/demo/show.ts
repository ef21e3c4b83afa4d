import { stripVTControlCharacters } from 'node:util';

const COLOURS = process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined;
const paint =
  (code: number) =>
  (text: string): string =>
    COLOURS ? `\u001b[${code}m${text}\u001b[0m` : text;

export const bold = paint(1);
export const dim = paint(2);
export const red = paint(31);
export const green = paint(32);
export const blue = paint(36);

/** Fits the usual terminal. */
export const WIDTH = 100;

export function say(text = ''): void {
  process.stdout.write(`${text}\n`);
}

export function title(text: string): void {
  say(`\n${bold(blue(`── ${text} ${'─'.repeat(Math.max(0, WIDTH - text.length - 4))}`))}\n`);
}

/** Two texts beside each other, lines cut to their half. */
export function sideBySide(left: readonly string[], right: readonly string[], leftWidth: number): void {
  const rightWidth = WIDTH - leftWidth - 3;
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    say(`${fit(left[i] ?? '', leftWidth)} ${dim('│')} ${fit(right[i] ?? '', rightWidth)}`.trimEnd());
  }
}

/** Cut or filled to a width; colours do not count. */
export function fit(text: string, width: number): string {
  const plain = stripVTControlCharacters(text);
  if (plain.length <= width) return text + ' '.repeat(width - plain.length);
  const cut = `${plain.slice(0, width - 1)}…`;
  // Painted as a whole or not at all, so that a cut loses no end of a colour.
  return text === plain ? cut : red(cut);
}

export function count(n: number): string {
  return n.toLocaleString('en-GB');
}

/** Numbers to the right, text to the left. */
export function columns(rows: readonly (readonly string[])[], right: readonly boolean[]): void {
  const widths = right.map((_, i) => Math.max(...rows.map((row) => stripVTControlCharacters(row[i] ?? '').length)));
  for (const row of rows) {
    const cells = row.map((cell, i) => {
      const space = ' '.repeat((widths[i] ?? 0) - stripVTControlCharacters(cell).length);
      return right[i] === true ? space + cell : cell + space;
    });
    say(`  ${cells.join('   ').trimEnd()}`);
  }
}
