import { hash, timingSafeEqual } from 'node:crypto';
import type { Registry, Scope, SourceRecord } from '#core/ports/registry.ts';

/** Secrets are 43 characters; longer credentials are not even hashed. */
const LONGEST = 512;

/** Names of sources; nothing else is looked up. */
const SOURCE = /^[a-z0-9-]{1,32}$/;

/** Whether a source may have this name. */
export function isSourceName(text: string): boolean {
  return SOURCE.test(text);
}

/** What the registry keeps of a secret: 256 random bits need no slow hash. */
export function secretHash(secret: string): string {
  return hash('sha256', secret, 'hex');
}

/** Who sends, and what the secret that proves it may do. */
export interface Proof {
  readonly source: SourceRecord;
  readonly scopes: readonly Scope[];
}

export interface Schemes {
  /** The secret may stand alone, without a scheme: Moodle's logstore_caliper sends it so. */
  readonly bareKey?: boolean;
}

/**
 * The source that an Authorization header proves: Basic (source name and secret, RFC 7617) or Bearer (the secret, RFC 6750).
 *
 * @returns null when it proves none, or one that was revoked
 */
export async function authenticate(
  header: string | undefined,
  registry: Registry,
  { bareKey = false }: Schemes = {},
): Promise<Proof | null> {
  const credentials = credentialsOf(header, bareKey);
  return credentials === null ? null : prove(credentials, registry);
}

/** @param name of the source that it claims to be; null = whoever has the secret */
export interface Credentials {
  readonly name: string | null;
  readonly secret: string;
}

/** The source whose secret this is; null when it is nobody's, another's than it says, or was revoked. */
export async function prove({ name, secret }: Credentials, registry: Registry): Promise<Proof | null> {
  if (secret.length > LONGEST) return null;
  const given = secretHash(secret);
  const named = name === null ? null : await registry.source(name);
  const proof = named === null ? null : proofOf(given, named);
  if (proof !== null) return proof;
  if (name !== null && (named === null || named.revokedAt !== null)) return null;
  // A registry that remembers sources may not know a secret of a moment ago; whose it is, it is asked anew for each one.
  const found = await registry.sourceBySecret(given);
  return found !== null && (name === null || found.id === name) ? proofOf(given, found) : null;
}

/** In constant time for each of the source's secrets, and for all of them whichever it is. */
function proofOf(given: string, source: SourceRecord): Proof | null {
  const equal = source.secrets.filter(({ hash: known }) => timingSafeEqual(Buffer.from(known, 'hex'), Buffer.from(given, 'hex')));
  const [secret] = equal;
  return source.revokedAt !== null || secret === undefined ? null : { source, scopes: secret.scopes };
}

/** The source that a Basic header claims to be; null where it names none that could be. */
export function nameIn(header: string | undefined): string | null {
  return credentialsOf(header, false)?.name ?? null;
}

function credentialsOf(header: string | undefined, bareKey: boolean): Credentials | null {
  if (header === undefined || header.length > LONGEST) return null;
  const [scheme = '', value = ''] = header.trim().split(/\s+/);
  if (bareKey && scheme !== '' && value === '') return { name: null, secret: scheme };
  if (scheme.toLowerCase() === 'bearer' && value !== '') return { name: null, secret: value };
  if (scheme.toLowerCase() !== 'basic') return null;
  const text = Buffer.from(value, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const name = text.slice(0, Math.max(0, colon));
  return isSourceName(name) ? { name, secret: text.slice(colon + 1) } : null;
}
