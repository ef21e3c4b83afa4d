/** Deeper than any real event; identity stops here, so that a hostile one costs bounded stack. */
const MAX_DEPTH = 64;

/**
 * JSON with sorted keys and no spaces, so that equal content is equal text whatever the sender's key order
 * (in the manner of RFC 8785: keys by UTF-16 code units, numbers as ECMAScript writes them).
 *
 * @throws RangeError beyond 64 levels
 */
export function canonicalJson(value: unknown, depth = 0): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (depth >= MAX_DEPTH) throw new RangeError('too deep');
  if (Array.isArray(value)) {
    let text = '[';
    for (let i = 0; i < value.length; i++) text += (i === 0 ? '' : ',') + canonicalJson(value[i], depth + 1);
    return `${text}]`;
  }
  const object = value as Record<string, unknown>;
  const keys = Object.keys(object).sort();
  let text = '{';
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string;
    text += `${i === 0 ? '' : ','}${JSON.stringify(key)}:${canonicalJson(object[key], depth + 1)}`;
  }
  return `${text}}`;
}

/** Whether JSON text nests deeper than that, told without parsing it. Brackets inside strings do not count. */
export function tooDeep(text: string, limit = MAX_DEPTH): boolean {
  return beyond(text, limit, Number.POSITIVE_INFINITY) === 'depth';
}

/**
 * Which bound a text that may be JSON goes beyond first, told without parsing it, in one pass; null = neither.
 *
 * @param deepest levels
 * @param most values, keys not counted: before each but the first of all stands a comma or a bracket that opens
 */
export function beyond(text: string, deepest: number, most: number): 'depth' | 'values' | null {
  let depth = 0;
  let values = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (quoted) {
      if (c === 0x5c) i++;
      else if (c === 0x22) quoted = false;
    } else if (c === 0x22) quoted = true;
    else if (c === 0x7b || c === 0x5b) {
      if (++depth > deepest) return 'depth';
      if (++values > most) return 'values';
    } else if (c === 0x7d || c === 0x5d) depth--;
    else if (c === 0x2c && ++values > most) return 'values';
  }
  return null;
}
