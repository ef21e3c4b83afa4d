/** Longest serialised text that is read, in bytes: what events keep in `other` is far smaller. */
const LONGEST = 65_536;
const DEEPEST = 8;
const MOST_ELEMENTS = 1_000;

export type PhpValue = string | number | boolean | null | PhpArray;
interface PhpArray {
  readonly [key: string]: PhpValue;
}

const SEMICOLON = 0x3b;
const COLON = 0x3a;
const QUOTE = 0x22;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/**
 * Reads what PHP's `serialize` writes of plain data: arrays, text, whole numbers, decimals, booleans, null. Never objects, references or
 * custom serialisations: those, and whatever is cut, too long or too deep, give undefined. Lengths of text are bytes of UTF-8.
 */
export function phpValue(text: string): PhpValue | undefined {
  if (text.length > LONGEST) return undefined;
  const reader = new Reader(Buffer.from(text, 'utf8'));
  const value = reader.value(0);
  return value !== undefined && reader.ended() ? value : undefined;
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;
  #elements = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  ended(): boolean {
    return this.#at === this.#bytes.length;
  }

  value(depth: number): PhpValue | undefined {
    const kind = String.fromCharCode(this.#bytes[this.#at++] ?? 0);
    if (kind === 'N') return this.#take(SEMICOLON) ? null : undefined;
    if (!this.#take(COLON)) return undefined;
    if (kind === 'i') return number(this.#until(SEMICOLON), /^[+-]?\d{1,19}$/);
    if (kind === 'd') return number(this.#until(SEMICOLON), /^[+-]?\d{1,30}(?:\.\d{1,30})?(?:E[+-]?\d{1,3})?$/i);
    if (kind === 'b') return flag(this.#until(SEMICOLON));
    if (kind === 's') return this.#string();
    return kind === 'a' && depth < DEEPEST ? this.#array(depth) : undefined;
  }

  #string(): string | undefined {
    const length = size(this.#until(COLON));
    if (length === null || !this.#take(QUOTE) || this.#at + length > this.#bytes.length) return undefined;
    const text = this.#bytes.toString('utf8', this.#at, this.#at + length);
    this.#at += length;
    return this.#take(QUOTE) && this.#take(SEMICOLON) ? text : undefined;
  }

  #array(depth: number): PhpArray | undefined {
    const length = size(this.#until(COLON));
    if (length === null || !this.#take(OPEN)) return undefined;
    this.#elements += length;
    if (this.#elements > MOST_ELEMENTS) return undefined;
    const entries: [string, PhpValue][] = [];
    for (let i = 0; i < length; i++) {
      const key = this.value(DEEPEST);
      const value = this.value(depth + 1);
      if ((typeof key !== 'string' && typeof key !== 'number') || value === undefined) return undefined;
      entries.push([String(key), value]);
    }
    // fromEntries defines members: a key named __proto__ stays a key.
    return this.#take(CLOSE) ? Object.fromEntries(entries) : undefined;
  }

  #take(byte: number): boolean {
    if (this.#bytes[this.#at] !== byte) return false;
    this.#at++;
    return true;
  }

  /** The text up to this byte, within the few bytes that a number may take. */
  #until(byte: number): string {
    const end = this.#bytes.subarray(this.#at, this.#at + 80).indexOf(byte);
    if (end < 0) return '';
    const text = this.#bytes.toString('latin1', this.#at, this.#at + end);
    this.#at += end + 1;
    return text;
  }
}

function number(text: string, grammar: RegExp): number | undefined {
  return grammar.test(text) ? Number(text) : undefined;
}

function flag(text: string): boolean | undefined {
  return text === '1' ? true : text === '0' ? false : undefined;
}

function size(text: string): number | null {
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}
