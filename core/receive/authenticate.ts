import { hash, timingSafeEqual } from 'node:crypto';
import type { Registry, SourceRecord } from '#core/ports/registry.ts';

/** Secrets are 43 characters; longer credentials are not even hashed. */
const LONGEST = 512;

/** Names of sources; nothing else is looked up. */
const SOURCE = /^[a-z0-9-]{1,32}$/;

/** What the registry keeps of a secret: 256 random bits need no slow hash. */
export function secretHash(secret: string): string {
  return hash('sha256', secret, 'hex');
}

/**
 * The source that an Authorization header proves: Basic (source name and secret, RFC 7617) or Bearer (the secret, RFC 6750).
 *
 * @returns null when it proves none, or one that was revoked
 */
export async function authenticate(header: string | undefined, registry: Registry): Promise<SourceRecord | null> {
  const credentials = credentialsOf(header);
  if (credentials === null) return null;
  const { name } = credentials;
  const given = secretHash(credentials.secret);
  const named = name === null ? null : await registry.source(name);
  if (named !== null && proves(given, named)) return named;
  if (name !== null && (named === null || named.revokedAt !== null)) return null;
  // A registry that remembers sources may not know a secret of a moment ago; whose it is, it is asked anew for each one.
  const found = await registry.sourceBySecret(given);
  return found !== null && (name === null || found.id === name) && proves(given, found) ? found : null;
}

/** In constant time for each of the source's secrets, and for all of them whichever it is. */
function proves(given: string, { secrets, revokedAt }: SourceRecord): boolean {
  const equal = secrets.map(({ hash: known }) => timingSafeEqual(Buffer.from(known, 'hex'), Buffer.from(given, 'hex')));
  return revokedAt === null && equal.includes(true);
}

function credentialsOf(header: string | undefined): { readonly name: string | null; readonly secret: string } | null {
  if (header === undefined || header.length > LONGEST) return null;
  const [scheme = '', value = ''] = header.trim().split(/\s+/);
  if (scheme.toLowerCase() === 'bearer' && value !== '') return { name: null, secret: value };
  if (scheme.toLowerCase() !== 'basic') return null;
  const text = Buffer.from(value, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const name = text.slice(0, Math.max(0, colon));
  return SOURCE.test(name) ? { name, secret: text.slice(colon + 1) } : null;
}
