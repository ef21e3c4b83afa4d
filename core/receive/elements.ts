/**
 * The items of a JSON document, each as its own text on one line: the elements of an array, or the one value.
 * Cut out of the text instead of parsed and written again, so that numbers keep every digit and a hostile depth costs no stack.
 *
 * @param text valid JSON
 * @param most elements to cut out; the rest is left
 */
export function elementsOf(text: string, most = Number.POSITIVE_INFINITY): string[] {
  const items: string[] = [];
  for (const item of eachElement(text)) {
    if (items.length >= most) break;
    items.push(item);
  }
  return items;
}

/** The same, one after the other. @param text valid JSON */
export function* eachElement(text: string): Generator<string> {
  const whole = text.trim();
  if (whole.startsWith('[')) {
    for (const part of partsOf(whole)) yield oneLine(part);
  } else yield oneLine(whole);
}

/**
 * What stands between the commas of a JSON array or object, trimmed: elements, or members with their names.
 *
 * @param whole a valid JSON array or object, trimmed
 */
export function* partsOf(whole: string): Generator<string> {
  let depth = 0;
  let start = 1;
  for (let i = 1; i < whole.length; i++) {
    const c = whole.charCodeAt(i);
    if (c === QUOTE) i = endOfString(whole, i);
    else if (c === OPEN_BRACE || c === OPEN_BRACKET) depth++;
    else if (depth > 0 && (c === CLOSE_BRACE || c === CLOSE_BRACKET)) depth--;
    else if (depth === 0 && (c === COMMA || c === CLOSE_BRACE || c === CLOSE_BRACKET)) {
      const part = whole.slice(start, i).trim();
      if (part !== '') yield part;
      start = i + 1;
    }
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Where the string that begins at `start` ends. */
export function endOfString(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text.charCodeAt(i) !== QUOTE) i += text.charCodeAt(i) === BACKSLASH ? 2 : 1;
  return i;
}

/** Line ends in valid JSON stand only between tokens: a space does as well. */
export function oneLine(json: string): string {
  return json.includes('\n') || json.includes('\r') ? json.replace(/[\r\n]+/g, ' ') : json;
}
