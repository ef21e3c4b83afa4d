import { eachElement, endOfString, oneLine, partsOf } from './elements.ts';
import { parsed } from './json-text.ts';
import { unshipped } from './shipped.ts';

/** Members of an envelope that each of its items keeps (Caliper 1.2, section 5: Envelope), in the order written. */
const HEAD = ['sensor', 'sendTime', 'dataVersion'] as const;
/** Longest that these may be together, as they stand before every item: otherwise a small body would make a huge batch. */
const LONGEST_HEAD = 1_024;

/**
 * The items of one line, freed of the record in which a log shipper sends it: a Caliper envelope of n items becomes n envelopes of one,
 * each on its own line; anything else stays one line.
 * The items are cut out of the text, so they keep every digit. An envelope that is no valid JSON, or whose head is too long, stays as it
 * is, and its dialect rejects it. One without items gives no line.
 */
export function* itemsOfLine(sent: string): Generator<string> {
  const line = unshipped(sent);
  if (mayBeEnvelope(line) && parsed(line) !== undefined) yield* itemsOfEnvelope(line.trim());
  else yield line;
}

/** The same of a value that is known to be JSON, trimmed and on one line. */
export function* itemsOfValue(json: string): Generator<string> {
  const line = unshipped(json);
  if (line !== json) yield* itemsOfLine(line);
  else yield* itemsOfEnvelope(json);
}

function* itemsOfEnvelope(json: string): Generator<string> {
  const envelope = envelopeIn(json);
  if (envelope === null) yield json;
  else yield* itemsIn(envelope);
}

/** Each of its items as an envelope of one, on its own line. */
export function* itemsIn({ head, data }: Envelope): Generator<string> {
  for (const item of eachElement(data)) yield `{${head}"data":[${item}]}`;
}

/** What an envelope says of itself, by the names of its members. */
export function headOf({ head }: Envelope): { readonly [name: string]: unknown } {
  return JSON.parse(`{${head}"data":[]}`) as { readonly [name: string]: unknown };
}

/**
 * The envelope that a value is; null for any other, or one without an array of items.
 *
 * @param json valid JSON, trimmed and on one line
 */
export function envelopeIn(json: string): Envelope | null {
  return mayBeEnvelope(json) ? envelopeOf(json) : null;
}

/** Told without parsing, for every line of every log passes here. */
function mayBeEnvelope(text: string): boolean {
  return text.includes('"sensor"') && text.includes('"data"') && text.trimStart().startsWith('{');
}

export interface Envelope {
  /** Its own members as JSON text, each followed by a comma. */
  readonly head: string;
  /** The array of its items as JSON text. */
  readonly data: string;
}

function envelopeOf(json: string): Envelope | null {
  const members = new Map<string, string>();
  // Of a name that stands twice the last one counts, as for any parser.
  for (const part of partsOf(json)) {
    const end = endOfString(part, 0) + 1;
    members.set(JSON.parse(part.slice(0, end)) as string, part.slice(part.indexOf(':', end) + 1).trim());
  }
  const data = members.get('data');
  if (data?.startsWith('[') !== true || members.get('sensor')?.startsWith('"') !== true) return null;
  let head = '';
  for (const name of HEAD) {
    const value = members.get(name);
    if (value !== undefined) head += `"${name}":${oneLine(value)},`;
  }
  return head.length > LONGEST_HEAD ? null : { head, data };
}
