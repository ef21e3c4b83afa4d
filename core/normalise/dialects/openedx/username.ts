import { actorId } from '#core/pseudonymise/alias.ts';
import type { ActorId } from '../../learning-event.ts';

/** What the platform writes where nobody is logged in, as it writes it: each would make one person of all strangers. */
const NOBODY: ReadonlySet<string> = new Set(['anonymous', 'unknown', 'AnonymousUser']);

/** A user name; null for nobody, by whatever placeholder; `invalid` for what cannot name anybody. */
export function usernameOf(value: unknown): ActorId | null | 'invalid' {
  const id = actorId('username', value);
  return id !== null && id !== 'invalid' && NOBODY.has(id.value) ? null : id;
}
