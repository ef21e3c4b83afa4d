import { type Command, InvalidArgumentError } from 'commander';
import { SCOPES, type Scope, type SourceRecord, type SourceSecret } from '#core/ports/registry.ts';
import { secretHash } from '#core/receive/authenticate.ts';
import { isKeySetUrl, KEY_SET_URL } from '#core/settings/sources.ts';
import type { Edition, Stores } from '../edition.ts';
import { CommandError } from '../failure.ts';
import { sameOptions } from './global-options.ts';

const SECRET_BYTES = 32;
/** Of a secret's hash: enough to tell the few of one source apart, and no help to whoever guesses 256 random bits. */
const FINGERPRINT = 8;

/** 256 random bits as text, and what the registry keeps of it. */
export function newSecret({ random, now }: Edition, scopes: readonly Scope[]): { readonly secret: string; readonly record: SourceSecret } {
  const secret = Buffer.from(random.bytes(SECRET_BYTES)).toString('base64url');
  return { secret, record: { hash: secretHash(secret), since: now(), scopes } };
}

/** What a secret is called where it must not be shown. */
export function fingerprintOf({ hash }: SourceSecret): string {
  return hash.slice(0, FINGERPRINT);
}

/** A secret as lists tell of it. */
export function secretSummary(secret: SourceSecret) {
  return { fingerprint: fingerprintOf(secret), since: new Date(secret.since).toISOString(), scopes: secret.scopes };
}

/** A source that may still send. @throws CommandError `unknown_source`, `source_revoked` */
export async function activeSource(name: string, { registry }: Stores, command: Command): Promise<SourceRecord> {
  const source = await registry.source(name);
  if (source === null) throw unknownSource(name, command);
  if (source.revokedAt !== null) throw revokedSource(name);
  return source;
}

export function unknownSource(name: string, command: Command): CommandError {
  return new CommandError('unknown_source', `There is no source "${name}"; see: sillage source list${sameOptions(command)}`);
}

export function revokedSource(name: string): CommandError {
  return new CommandError('source_revoked', `The source "${name}" is revoked, which is for ever; add another: sillage source add NAME`);
}

/** `events,courses` -> scopes, each once, in their order. */
export function scopesFrom(text: string): readonly Scope[] {
  const words = text.split(',').map((word) => word.trim());
  const scopes = SCOPES.filter((scope) => words.includes(scope));
  if (words.some((word) => !SCOPES.some((scope) => scope === word))) {
    throw new InvalidArgumentError(`It must be one or more of ${SCOPES.join(', ')}, with commas between them.`);
  }
  return scopes;
}

export function keySetFrom(text: string): string {
  if (!isKeySetUrl(text)) throw new InvalidArgumentError(`It ${KEY_SET_URL}.`);
  return text;
}
