import { hash } from 'node:crypto';
import type { ActorId, ActorKind, Person } from '#core/normalise/learning-event.ts';
import { type AliasToken, type TokenKey, token } from './pseudonym.ts';

/** Longest name of a person, in UTF-16 code units; a longer one cannot be a name (e-mail addresses have at most 254). */
const LONGEST = 512;

/** Which name decides when two disagree, strongest first. */
const STRENGTH: readonly ActorKind[] = ['user_id', 'account', 'mbox', 'openid', 'iri', 'username'];

/**
 * One way in which an LMS names a person, made canonical: NFC, trimmed, whole numbers in decimal text (3, "3" and 3.0 are one),
 * e-mail addresses lower-cased without `mailto:` and turned into the SHA-1 of their mailto IRI (xAPI 1.0.3, 2.4.2.3 mbox_sha1sum),
 * so that both ways of giving an address are one.
 *
 * @returns null for nobody (empty, null, absent); `invalid` for what cannot name anybody
 */
export function actorId(kind: ActorKind | 'mbox_sha1sum', value: unknown): ActorId | null | 'invalid' {
  if (value === null || value === undefined) return null;
  let text: string;
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) return 'invalid';
    text = String(value);
  } else if (typeof value === 'string') {
    if (value.length > LONGEST) return 'invalid';
    text = value.normalize('NFC').trim();
  } else return 'invalid';
  if (text === '') return null;
  if (kind === 'mbox_sha1sum') return make('mbox', text.toLowerCase());
  if (kind === 'mbox') return make('mbox', mailboxSha1(text));
  if (kind === 'user_id') text = decimal(text);
  return make(kind, text);
}

function make(kind: ActorKind, value: string): ActorId {
  return { kind, value } as ActorId;
}

/** "3.0" and "+3" become "3"; what is no whole number stays as it is. */
function decimal(text: string): string {
  const whole = /^\+?0*(\d+)(?:\.0*)?$/.exec(text);
  return whole?.[1] ?? text;
}

function mailboxSha1(address: string): string {
  const bare = address.toLowerCase().replace(/^mailto:/, '');
  return hash('sha1', `mailto:${bare}`, 'hex');
}

/** token("a1", subkey("alias", source), kind 0x00 canonical value) */
export function aliasToken(key: TokenKey, id: ActorId): AliasToken {
  return token('a', key, `${id.kind}\0${id.value}`);
}

/** A person's ids, strongest first; nobody when none is left. */
export function person(ids: readonly (ActorId | null)[]): Person | null {
  const named = ids.filter((id) => id !== null).sort((a, b) => STRENGTH.indexOf(a.kind) - STRENGTH.indexOf(b.kind));
  const [first, ...rest] = named;
  return first === undefined ? null : [first, ...rest];
}
