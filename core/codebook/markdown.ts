import type { Sheet } from './sheets.ts';

/** The codebook as Markdown (GitHub's tables). */
export function markdown(sheets: readonly Sheet[]): string {
  return `# Codebook\n\n${sheets.map(section).join('\n')}`;
}

function section({ title, text, head, rows, code }: Sheet): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const cell = (value: string, i: number): string => (code.has(i) && value !== '' ? `\`${value}\`` : escaped(value));
  return `## ${title}\n\n${escaped(text)}\n\n${line(head)}${line(head.map(() => '---'))}${rows.map((row) => line(row.map(cell))).join('')}`;
}

/** Signs that Markdown would take for its own. */
function escaped(text: string): string {
  return text.replace(/[\\|<>*_`]/g, (sign) => `\\${sign}`);
}
