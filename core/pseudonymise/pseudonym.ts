import { base32 } from './base32.ts';
import { hmac, type MacKey } from './hmac.ts';

declare const brand: unique symbol;
type Token<Kind extends string> = string & { readonly [brand]: Kind };

/** Registry key of one name of one person: a1… */
export type AliasToken = Token<'alias'>;
/** A learner in one course: p1… */
export type LearnerToken = Token<'learner'>;
/** An LMS session in one course: s1… */
export type SessionToken = Token<'session'>;
/** One event: e1… */
export type EventToken = Token<'event'>;
/** A thing whose id may not be told: o1… */
type ObjectToken = Token<'object'>;
/** One batch: b1… */
export type BatchToken = Token<'batch'>;

interface Letters {
  a: AliasToken;
  p: LearnerToken;
  s: SessionToken;
  e: EventToken;
  o: ObjectToken;
  b: BatchToken;
}

/** A derived key and the version of the root key behind it, which the token's digit tells. */
export interface TokenKey {
  readonly mac: MacKey;
  readonly version: number;
}

const TOKEN_BYTES = 16;

/** prefix + base32lower(HMAC-SHA-256(key, message)[0..15]): the prefix is a letter and the key's version; then 26 characters of [a-z2-7]. */
export function token<L extends keyof Letters>(letter: L, key: TokenKey, message: string | Uint8Array): Letters[L] {
  return `${letter}${key.version}${base32(hmac(key.mac, message), TOKEN_BYTES)}` as Letters[L];
}
