import { actorId, person } from '#core/pseudonymise/alias.ts';
import type { Person, Role } from '../../learning-event.ts';
import type { About } from './entry.ts';
import type { Sent } from './sent.ts';

export interface Concerned {
  readonly person: Person | null;
  readonly role: Role | null;
  /** Somebody who was logged in as another did it: it is no act of the one whose name it bears. */
  readonly disguised: boolean;
}

/** Whom a row is about. The acting and the affected person never tie: each stands alone, by the number of the account. */
export function concerned(about: About, known: boolean, sent: Sent): Concerned {
  const { user, related, anonymous } = sent;
  const id = chosen(about, known, user, related);
  const acting = id !== null && id === user;
  return {
    person: anonymous || id === null ? null : named(id),
    role: acting && !anonymous ? roleOf(about, user, related) : null,
    disguised: sent.disguised && (acting || id === null),
  };
}

function chosen(about: About, known: boolean, user: string | null, related: string | null): string | null {
  if (about === 'nobody') return null;
  if (about === 'affected') return related;
  if (about === 'owner') return related ?? user;
  // Of an event that the tables do not know it cannot be told which of two persons it is about.
  return !known && related !== null && related !== user ? null : user;
}

function roleOf(about: About, user: string | null, related: string | null): Role | null {
  if (about === 'teacher') return 'instructor';
  if (about === 'staff') return 'staff';
  return about === 'viewer' && related !== null && related !== user ? 'instructor' : null;
}

function named(id: string): Person | null {
  const name = actorId('user_id', id);
  return name === 'invalid' ? null : person([name]);
}
