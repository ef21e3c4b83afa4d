/** Careful looks at values of any shape: what is not as expected is as if it were absent. */

export function groupOf(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

/** This key of every item of a list, null where it has none. */
export function textsOf(list: unknown, key: string): readonly (string | null)[] {
  return listOf(list).map((item) => textOf(groupOf(item)[key]));
}

/** Places of texts that stand earlier in the list too. */
export function repeated(texts: readonly (string | null)[]): readonly { readonly index: number; readonly first: number }[] {
  const firsts = new Map<string, number>();
  const found: { index: number; first: number }[] = [];
  for (const [index, text] of texts.entries()) {
    if (text === null) continue;
    const first = firsts.get(text);
    if (first === undefined) firsts.set(text, index);
    else found.push({ index, first });
  }
  return found;
}
