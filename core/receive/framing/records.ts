import { type Delimiter, endsInside } from './csv.ts';

/** A record of more lines or characters has a quote that is never closed. */
const MOST_LINES = 500;
const MOST_CHARACTERS = 1_048_576;

interface Held {
  readonly text: string;
  /** How it ends if it begins outside a quoted field, and inside one: each line is looked at once, however often it is tried anew. */
  readonly ends: readonly [outside: boolean, inside: boolean];
}

/** A whole record, or a line that begins one which never ends. */
export interface Found {
  readonly text: string;
  readonly whole: boolean;
}

/** Puts lines together to records, across the line breaks of quoted fields. Memory: one record. */
export class Records {
  readonly #delimiter: Delimiter;
  #held: Held[] = [];
  #next = 0;
  #size = 0;
  #inside = false;

  constructor(delimiter: Delimiter) {
    this.#delimiter = delimiter;
  }

  /** Records that this line completes, in order. */
  push(text: string): Found[] {
    const open = endsInside(text, this.#delimiter, false);
    if (!open && this.#held.length === 0) return [{ text, whole: true }];
    const ends = [open, endsInside(text, this.#delimiter, true)] as const;
    this.#held.push({ text, ends });
    return this.#drain(false);
  }

  /** What is left at the end of the file, or before a line that belongs to no record. */
  end(): Found[] {
    return this.#drain(true);
  }

  #drain(last: boolean): Found[] {
    const found: Found[] = [];
    for (;;) {
      const line = this.#held[this.#next];
      if (line === undefined) {
        if (!last || this.#held.length === 0) return found;
        found.push(this.#giveUp());
        continue;
      }
      this.#next++;
      this.#size += line.text.length + 1;
      this.#inside = line.ends[this.#inside ? 1 : 0];
      if (!this.#inside) found.push({ text: this.#taken(this.#next), whole: true });
      else if (this.#next >= MOST_LINES || this.#size > MOST_CHARACTERS) found.push(this.#giveUp());
    }
  }

  /** Only the first line is lost: those after it may be records of their own. */
  #giveUp(): Found {
    return { text: this.#taken(1), whole: false };
  }

  #taken(lines: number): string {
    const text = this.#held
      .splice(0, lines)
      .map((line) => line.text)
      .join('\n');
    this.#next = 0;
    this.#size = 0;
    this.#inside = false;
    return text;
  }
}
