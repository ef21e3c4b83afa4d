/**
 * The items of a JSON document, each as its own text on one line: the elements of an array, or the one value.
 * Cut out of the text instead of parsed and written again, so that numbers keep every digit and a hostile depth costs no stack.
 *
 * @param text valid JSON
 * @param most elements to cut out; the rest is left
 */
export function elementsOf(text: string, most = Number.POSITIVE_INFINITY): string[] {
  const whole = text.trim();
  if (!whole.startsWith('[')) return [oneLine(whole)];
  const elements: string[] = [];
  let depth = 0;
  let start = 1;
  const add = (end: number): void => {
    const element = whole.slice(start, end).trim();
    if (element !== '') elements.push(oneLine(element));
  };
  for (let i = 1; i < whole.length && elements.length < most; i++) {
    const c = whole.charCodeAt(i);
    if (c === QUOTE) i = endOfString(whole, i);
    else if (c === OPEN_BRACE || c === OPEN_BRACKET) depth++;
    else if (c === CLOSE_BRACE || (c === CLOSE_BRACKET && depth > 0)) depth--;
    else if (depth === 0 && (c === COMMA || c === CLOSE_BRACKET)) {
      add(i);
      start = i + 1;
    }
  }
  return elements;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Where the string that begins at `start` ends. */
function endOfString(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text.charCodeAt(i) !== QUOTE) i += text.charCodeAt(i) === BACKSLASH ? 2 : 1;
  return i;
}

/** Line ends in valid JSON stand only between tokens: a space does as well. */
function oneLine(json: string): string {
  return json.includes('\n') || json.includes('\r') ? json.replace(/[\r\n]+/g, ' ') : json;
}
