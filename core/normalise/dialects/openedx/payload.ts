import type { JsonObject } from '../../dialect.ts';
import { isObject } from './envelope.ts';

export interface Payload {
  /** Its members; none where it is no object. */
  readonly fields: JsonObject;
  /** A form as text (`input_…=choice_1`): the payload itself, or the first part of an array. */
  readonly form: string | null;
  /** What the identity takes: JSON text is parsed, so that both wire shapes are one; everything else is as sent. */
  readonly canonical: unknown;
  /** All of it lies in `fields`. */
  readonly whole: boolean;
}

const NO_FIELDS: JsonObject = {};

/** The payload of an event: an object, JSON text of one (every browser event), an array, a form, JSON text cut at 512 characters, nothing. */
export function readPayload(sent: unknown): Payload {
  if (isObject(sent)) return members(sent);
  if (Array.isArray(sent)) return parts(sent);
  if (typeof sent !== 'string')
    return { fields: NO_FIELDS, form: null, canonical: sent ?? null, whole: sent === undefined || sent === null };
  const first = sent.charCodeAt(0);
  if (first !== BRACE && first !== BRACKET) return { fields: NO_FIELDS, form: sent, canonical: sent, whole: sent === '' };
  const parsed = parse(sent);
  if (isObject(parsed)) return members(parsed);
  if (Array.isArray(parsed)) return parts(parsed);
  return { fields: salvage(sent), form: null, canonical: sent, whole: false };
}

const BRACE = 0x7b;
const BRACKET = 0x5b;

function members(fields: JsonObject): Payload {
  return { fields, form: null, canonical: fields, whole: true };
}

function parts(array: readonly unknown[]): Payload {
  const first = array[0];
  return { fields: NO_FIELDS, form: typeof first === 'string' ? first : null, canonical: array, whole: false };
}

/**
 * Of an object cut in the middle, the members that were complete: up to the last comma between members. What follows may be half a
 * value, so it is not read.
 */
function salvage(cut: string): JsonObject {
  let depth = 0;
  let quoted = false;
  let end = -1;
  for (let i = 0; i < cut.length; i++) {
    const c = cut.charCodeAt(i);
    if (quoted) {
      if (c === 0x5c) i++;
      else if (c === 0x22) quoted = false;
    } else if (c === 0x22) quoted = true;
    else if (c === BRACE || c === BRACKET) depth++;
    else if (c === 0x7d || c === 0x5d) depth--;
    else if (c === 0x2c && depth === 1) end = i;
  }
  const parsed = end < 0 ? null : parse(`${cut.slice(0, end)}}`);
  return isObject(parsed) ? parsed : NO_FIELDS;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
