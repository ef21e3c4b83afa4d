import { isAlias, isMap, isScalar, isSeq, Lexer, type Node, Parser, parseDocument, Scalar, type YAMLMap } from 'yaml';
import { HARMLESS, OTHER_SYNTAX, SYNTAX } from './syntax.ts';

/** The schema needs 6. The parser calls itself at each level, and a few thousand of them end the process. */
const DEEPEST = 16;
/** What its stack holds at that depth, and some more: sections have items, and items have keys. */
const DEEPEST_STACK = 4 * DEEPEST;

/** Where a value stands, as offsets in the text, with everything in it. */
export interface Place {
  readonly key: number;
  readonly start: number;
  readonly end: number;
  readonly inside: ReadonlyMap<string | number, Place>;
}

/** What is wrong with the text itself. */
interface Flaw {
  readonly offset: number;
  readonly message: string;
}

export interface Parsed {
  /** Plain objects without prototypes, lists, strings, numbers, booleans. Keys without a value are left out. */
  readonly value: unknown;
  readonly place: Place;
  readonly flaws: readonly Flaw[];
  /** Where the line begins from which on the text may be misread; null: it is sound. */
  readonly broken: number | null;
}

/** Reads YAML of the plain kind: no aliases, anchors, merge keys, tags, directives, tabs or second documents. Never throws. */
export function parse(text: string): Parsed {
  const flaws: Flaw[] = [...text.matchAll(/(?<![^\n])([^\t\n]*)\t/g)].map(({ index, 1: before = '' }) => ({
    offset: index + before.length,
    message: 'a tab; YAML is indented by blanks: put blanks in its place',
  }));
  const nothing: Place = { key: 0, start: 0, end: 0, inside: new Map() };
  if (tooDeep(text)) {
    flaws.push({ offset: 0, message: `groups and lists are nested more than ${DEEPEST} deep; nothing here needs more than 6` });
    return { value: undefined, place: nothing, flaws, broken: 0 };
  }
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false, stringKeys: true, version: '1.2' });
  const breaks = [...text.matchAll(/(?<![^\n]) *\t/g)].slice(0, 1).map(({ index }) => index);
  const told = new Set<number>();
  for (const { code, pos } of [...document.errors, ...document.warnings]) {
    if (!HARMLESS.has(code)) breaks.push(pos[0]);
    // Tabs and tags are told elsewhere, and the first error at a place brings others with it.
    if (code === 'TAB_AS_INDENT' || code === 'TAG_RESOLVE_FAILED' || told.has(pos[0])) continue;
    told.add(pos[0]);
    flaws.push({ offset: pos[0], message: SYNTAX[code] ?? OTHER_SYNTAX });
  }
  if (document.directives?.yaml.explicit === true) {
    flaws.push({ offset: 0, message: 'a line that begins with % changes how YAML is read; remove it' });
  }
  const reader = new Reader(flaws);
  const { value, place } = reader.read(document.contents, 0);
  const broken = breaks.length === 0 ? null : breaks.reduce((first, offset) => Math.min(first, offset));
  if (value === undefined && flaws.length === 0) flaws.push({ offset: 0, message: 'the file says nothing; begin with: name: sillage' });
  return { value, place, flaws, broken: broken === null ? null : text.slice(0, broken).lastIndexOf('\n') + 1 };
}

/** The first pass of the parser, which does not call itself. */
function tooDeep(text: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of parser.next(lexeme)) if (parser.stack.length > DEEPEST_STACK) return true;
    if (parser.stack.length > DEEPEST_STACK) return true;
  }
  return false;
}

/** What a node says, and where. */
interface Read {
  readonly value: unknown;
  readonly place: Place;
}

class Reader {
  readonly #flaws: Flaw[];

  constructor(flaws: Flaw[]) {
    this.#flaws = flaws;
  }

  read(node: Node | null | undefined, key: number): Read {
    const [start, end] = node?.range ?? [key, key];
    const inside = new Map<string | number, Place>();
    const place: Place = { key, start, end, inside };
    if (node === null || node === undefined) return { value: undefined, place };
    if (isAlias(node)) {
      this.#flaws.push({ offset: start, message: 'an alias (*); write its value out' });
      return { value: undefined, place };
    }
    if (node.anchor !== undefined) this.#flaws.push({ offset: start, message: 'an anchor (&); remove it, and write values out' });
    if (node.tag !== undefined)
      this.#flaws.push({ offset: start, message: 'a tag (!); remove it, and put text that looks like a number in quotes' });
    if (isMap(node)) return { value: this.#group(node, inside), place };
    if (isSeq(node)) {
      const items = node.items.map((item, index) => {
        const read = this.read(item as Node | null, start);
        inside.set(index, read.place);
        return read.value ?? null;
      });
      return { value: items, place };
    }
    return { value: isScalar(node) ? plain(node) : undefined, place };
  }

  #group(node: YAMLMap, inside: Map<string | number, Place>): object {
    // Without a prototype, no key means anything but itself.
    const group: Record<string, unknown> = Object.create(null);
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? key.value : null;
      if (!isScalar(key) || typeof name !== 'string') continue;
      const offset = key.range?.[0] ?? 0;
      if (key.anchor !== undefined || key.tag !== undefined) this.#flaws.push({ offset, message: 'an anchor or tag at a key; remove it' });
      if (name === '<<') {
        this.#flaws.push({ offset, message: 'a merge key (<<); write its keys out' });
      } else if (inside.has(name)) {
        this.#flaws.push({ offset, message: 'this key stands here a second time; keep one of the two' });
      } else {
        const read = this.read(value as Node | null, offset);
        inside.set(name, read.place);
        if (read.value !== undefined) group[name] = read.value;
      }
    }
    return group;
  }
}

/**
 * A number only if it reads back as it was written: 012345678901 and 1.10 are text, and keep their zeros.
 * Undefined for a key without a value.
 */
function plain({ value, source, type }: Scalar): unknown {
  if (typeof value === 'number' || typeof value === 'bigint') return String(Number(source)) === source ? Number(source) : source;
  if (value === null) return undefined;
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  return type === Scalar.PLAIN ? source : undefined;
}
