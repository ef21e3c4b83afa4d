import type { JsonObject } from '../../dialect.ts';

/** What both wire shapes carry around the payload, still raw and of any type. */
export interface Envelope {
  /** The type's name as sent: the newer name where there are two. Null when the item has none. */
  readonly name: string | null;
  /** The legacy name; the same as `name` where only one was sent. */
  readonly legacyName: string | null;
  /** `browser`, `server`, `mobile`, `task`; null where the item does not tell. */
  readonly source: string | null;
  readonly time: unknown;
  readonly userId: unknown;
  readonly username: unknown;
  readonly session: string | null;
  readonly agent: string | null;
  readonly language: string | null;
  readonly page: unknown;
  readonly referer: unknown;
  readonly context: JsonObject;
  readonly payload: unknown;
}

const NOTHING: JsonObject = {};

/**
 * Reads the *log* shape (`event`, `time`, user and browser at the top) and the *emission* shape (`data`, `timestamp`, user and browser
 * inside `context`) alike, and mixtures of both: each field from the top if it is there, else from the context.
 */
export function envelope(item: JsonObject): Envelope {
  const context = isObject(item['context']) ? item['context'] : NOTHING;
  const name = text(item['name']);
  const eventType = text(item['event_type']);
  return {
    name: name ?? eventType,
    legacyName: eventType ?? name,
    source: text(item['event_source']) ?? text(context['event_source']),
    time: present(item['time']) ?? item['timestamp'],
    userId: present(context['user_id']) ?? item['user_id'],
    username: present(item['username']) ?? context['username'],
    session: text(item['session']) ?? text(context['session']),
    agent: text(item['agent']) ?? text(context['agent']),
    language: text(item['accept_language']) ?? text(context['accept_language']),
    page: present(item['page']) ?? context['page'],
    referer: present(item['referer']) ?? context['referer'],
    context,
    payload: item['event'] ?? item['data'],
  };
}

/** Whether an item is an Open edX tracking event, and none of another format that we read. */
export function isTrackingEvent(item: JsonObject): boolean {
  if (text(item['event_type']) === null && text(item['name']) === null) return false;
  if ('sillage' in item || '@context' in item || 'sensor' in item) return false;
  if (('actor' in item && 'verb' in item) || ('metadata' in item && 'body' in item)) return false;
  return typeof item['event_source'] === 'string' || isObject(item['context']) || 'event' in item || 'data' in item;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text that says something. */
function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function present(value: unknown): unknown {
  return value === '' || value === null ? undefined : value;
}
