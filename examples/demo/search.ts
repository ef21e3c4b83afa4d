const PREFIX = 4;
const BUCKETS = 1 << 16;

/** Finds any of many texts in bytes, in one pass whatever their number. Numbers are found only where no other digit stands beside them. */
export class Search {
  readonly #byPrefix = new Map<number, { readonly bytes: Buffer; readonly of: string; readonly number: boolean }[]>();
  readonly #maybe = new Uint8Array(BUCKETS);

  /** @param text at least four bytes; @param of what is reported when it is found */
  add(text: string, of: string): void {
    const bytes = Buffer.from(text);
    if (bytes.length < PREFIX) return;
    const prefix = bytes.readUInt32LE(0);
    const others = this.#byPrefix.get(prefix) ?? [];
    others.push({ bytes, of, number: /^\d+$/.test(text) });
    this.#byPrefix.set(prefix, others);
    this.#maybe[bucketOf(prefix)] = 1;
  }

  /** What was found in `haystack`, each once. */
  in(haystack: Buffer): ReadonlySet<string> {
    const found = new Set<string>();
    for (let at = 0; at + PREFIX <= haystack.length; at++) {
      const prefix = haystack.readUInt32LE(at);
      if (this.#maybe[bucketOf(prefix)] === 0) continue;
      for (const { bytes, of, number } of this.#byPrefix.get(prefix) ?? []) {
        const end = at + bytes.length;
        if (end > haystack.length || bytes.compare(haystack, at, end) !== 0) continue;
        if (!number || !(isDigit(haystack[at - 1]) || isDigit(haystack[end]))) found.add(of);
      }
    }
    return found;
  }
}

function bucketOf(prefix: number): number {
  return Math.imul(prefix, 0x9e3779b1) >>> 16;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
