import { tooDeep } from '../../canonical-json.ts';
import type { JsonObject } from '../../dialect.ts';
import { phpValue } from './php.ts';

const NOTHING: JsonObject = {};

/** What an event keeps in `other`: PHP-serialised (Moodle's default before 3.8), JSON, or an object already; null when it cannot be read. */
export function readOther(value: unknown): JsonObject | null {
  if (isObject(value)) return value;
  if (value === null || value === undefined || Array.isArray(value)) return NOTHING;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (text === '' || text === 'N;' || text === 'null' || text === 'b:0;' || text === '[]') return NOTHING;
  const read = text.startsWith('{') ? json(text) : phpValue(text);
  return isObject(read) ? read : null;
}

function json(text: string): unknown {
  if (tooDeep(text)) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
