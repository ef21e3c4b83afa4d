import { createHash } from 'node:crypto';
import type { Campus } from './generate.ts';

/** Keys of the two formats under which people stand, or what leads to them, or what they wrote. */
const KEYS = new Set(
  'username user_id session ip agent user_agent client_id host referer page path email mbox body title query question answer old new id'.split(
    ' ',
  ),
);
/** Of `page`, `path` and `id`, most values are public course material: these say otherwise. */
const PUBLIC_TOO = new Set(['page', 'path', 'id', 'old', 'new']);
/** Shorter texts stand everywhere by accident. */
const SHORTEST = 4;
/** What people wrote must not be found cut short either. */
const WRITTEN = new Set(['body', 'title', 'query']);
const BEGINNING = 24;

/** Everything in the sent lines that is, or leads to, a person: as text, each once. */
export function identifiersOf({ learners, posts }: Campus): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (value: unknown): void => {
    if ((typeof value === 'string' || typeof value === 'number') && String(value).length >= SHORTEST) found.add(String(value));
  };
  for (const { userId, username, name, familyName, email, ip, agent, clientId } of learners) {
    for (const value of [userId, username, name, familyName, email, ip, agent, clientId]) add(value);
  }
  const people = new Set(found);
  const personal = (key: string, value: unknown): boolean =>
    KEYS.has(key) && (!PUBLIC_TOO.has(key) || isPrivate(key, String(value), people));
  for (const { lines } of posts) for (const line of lines) walk(parsed(line.toString('utf8')), personal, add);
  return found;
}

/** Whole addresses hold the host; native and forum ids are whole ids; settings may hold mail addresses. */
function isPrivate(key: string, value: string, people: ReadonlySet<string>): boolean {
  if (key === 'page') return value.startsWith('https://');
  if (key === 'id') return /^[0-9a-f]{24}$|^[0-9a-f]{8}-/.test(value);
  return value.includes('@') && key !== 'path' ? true : [...value.split('/')].some((part) => people.has(part));
}

function walk(value: unknown, personal: (key: string, value: unknown) => boolean, add: (value: unknown) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'object') walk(inner, personal, add);
    else if (key === 'event' && typeof inner === 'string') walk(parsed(inner), personal, add);
    else if (personal(key, inner)) {
      add(inner);
      if (WRITTEN.has(key)) add(String(inner).slice(0, BEGINNING));
    }
  }
}

/** The object in a line, whatever a log shipper put before it; null when there is none. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line.slice(Math.max(0, line.indexOf('{"'))));
  } catch {
    return null;
  }
}

/** An identifier in the dresses in which it could hide: percent-encoded, JSON-escaped, base 64, and under a plain hash. */
export function disguises(identifier: string): readonly string[] {
  const bytes = Buffer.from(identifier);
  const hashes = ['md5', 'sha1', 'sha256'].map((name) => createHash(name).update(bytes).digest('hex'));
  const escaped = JSON.stringify(identifier).slice(1, -1);
  const ascii = escaped.replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  return [...new Set([identifier, encodeURIComponent(identifier), escaped, ascii, base64, ...hashes])];
}
