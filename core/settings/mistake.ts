/** A path in the file: keys, and places in lists from 0. */
export type Path = readonly (string | number)[];

export interface Mistake {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** `researchers[0].grants[1].course`; empty for the whole file. */
  readonly path: string;
  /** What was got, and what to write instead. */
  readonly message: string;
}

/** A mistake that is not yet placed. */
export interface Complaint {
  readonly path: Path;
  readonly message: string;
  /** Point at the key, not at its value. */
  readonly atKey?: boolean;
  /** Nothing was got. */
  readonly missing?: boolean;
}

/** In the place of what may be an e-mail address. */
export const HIDDEN = '(not shown: it may hold an e-mail address)';

const SHOWN = 60;
/** Beyond them a file is not a configuration. */
const TOLD = 200;

/** What was got, for a message: short, on one line, and never an e-mail address. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value !== null && typeof value === 'object') return 'a group of keys';
  if (value === null || value === undefined) return 'nothing';
  if (typeof value !== 'string') return String(value);
  if (/@|%40/.test(value.normalize('NFKC'))) return HIDDEN;
  const characters = [...value];
  const text = characters.length > SHOWN ? `${characters.slice(0, SHOWN).join('')}…` : value;
  // Control and format characters could steer the terminal or turn the text around.
  return JSON.stringify(text).replace(/[\p{C}\u2028\u2029]/gu, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);
}

export function pathText(path: Path): string {
  const parts = path.map((part) => {
    if (typeof part === 'number') return `[${part}]`;
    return /^[\w-]{1,64}$/.test(part) ? `.${part}` : `.${shown(part)}`;
  });
  return parts.join('').replace(/^\./, '');
}

/** All mistakes for people, one a line, each with its place in the form that terminals and editors follow. */
export function explainMistakes(file: string, mistakes: readonly Mistake[]): string {
  const lines = mistakes
    .slice(0, TOLD)
    .map(({ line, column, path, message }) => `  ${file}:${line}:${column} ${path === '' ? '' : `${path}: `}${message}`);
  const more = mistakes.length > TOLD ? [`  and ${mistakes.length - TOLD} more`] : [];
  return [`${file} has ${mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}:`, ...lines, ...more].join('\n');
}
