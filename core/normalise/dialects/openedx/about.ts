import { actorId, person } from '#core/pseudonymise/alias.ts';
import type { ActorId, Person } from '../../learning-event.ts';
import { member, type Sent } from './event-type.ts';
import { usernameOf } from './username.ts';

/** Where an event type names the person whom it is about. */
export interface About {
  readonly uses: readonly string[];
  readonly userId?: readonly string[];
  readonly username?: readonly string[];
  /**
   * When the payload names nobody: the acting person, or nobody (somebody else may have acted, and then it is not about them).
   * `acting-if-silent`: the acting person, unless the payload has a place for a name and no name in it.
   */
  readonly otherwise: 'acting' | 'acting-if-silent' | 'nobody';
  /** Whom the payload names is the acting person, also where the envelope does not know her yet. */
  readonly acts?: boolean;
}

/** About the account that the payload names, by id, by user name or both; about the acting person where it names nobody. */
export function about(userId = 'user_id', username: string | null = 'username'): About {
  const names = username === null ? {} : { username: [username] };
  return { uses: username === null ? [userId] : [userId, username], userId: [userId], ...names, otherwise: 'acting' };
}

/** About the account that the payload names: somebody is given a grade, a certificate, a place, most often by somebody else. */
export function affected(userId?: string, username?: string | null): About {
  return { ...about(userId, username), otherwise: 'nobody' };
}

/** The same, of what learners do for themselves too; the payload then names nobody at all. */
export function affectedOrActing(): About {
  return { ...about(), otherwise: 'acting-if-silent' };
}

/** About the account that the payload names, which is the acting one: at a log-in the envelope is still nobody's. */
export function actor(): About {
  return { ...about(), acts: true };
}

/** About the learner whom staff name by user name or e-mail address. */
export function learnerNamed(path: string): About {
  return { uses: [path], username: path.split('.'), otherwise: 'nobody' };
}

/** About nobody: a machine or staff acted, and whom it touches is not told on purpose. */
export const nobody: About = { uses: [], otherwise: 'nobody' };

/** Who acted, each id canonical. */
export interface Acting {
  readonly userId: ActorId | null;
  readonly username: ActorId | null;
}

export interface Concerned {
  readonly person: Person | null;
  /** The acting person and the concerned one are the same. */
  readonly acting: boolean;
}

/**
 * Whom the row is about. The ids of one person object tie, and nothing else: where the payload names another than the acting person,
 * only the payload's ids stand, so that an instructor never becomes one with a learner.
 */
export function concerned(rule: About | undefined, sent: Sent, acting: Acting): Concerned | 'invalid' {
  if (rule === undefined) return self(acting);
  const userId = rule.userId === undefined ? null : actorId('user_id', member(sent.fields, rule.userId));
  const username = rule.username === undefined ? null : nameOrAddress(member(sent.fields, rule.username));
  if (userId === 'invalid' || username === 'invalid') return 'invalid';
  if (userId === null && username === null) return isActing(rule, sent) ? self(acting) : { person: null, acting: false };
  const same = userId !== null && acting.userId !== null ? equal(userId, acting.userId) : equal(username, acting.username);
  // Another's id beside the acting person's own name: two persons, and the id is the one that is meant.
  const mixed = !same && userId !== null && equal(username, acting.username);
  if (!same) return { person: person([userId, mixed ? null : username]), acting: rule.acts === true };
  return { person: person([userId ?? acting.userId, username ?? acting.username]), acting: true };
}

/** Whether a payload in which nobody is named is about the acting person. */
function isActing({ otherwise, userId, username }: About, { fields }: Sent): boolean {
  if (otherwise !== 'acting-if-silent') return otherwise === 'acting';
  return [userId, username].every((path) => path === undefined || member(fields, path) === undefined);
}

function self(acting: Acting): Concerned {
  return { person: person([acting.userId, acting.username]), acting: true };
}

// RFC 5321, 4.5.3.1: 64 characters before the at sign, 255 after it.
const ADDRESS = /^[^\s@]{1,64}@[^\s@]{1,251}\.[^\s@.]{2,63}$/;

/** Staff may type either. No user name of the platform has an at sign: what has one and is no address is nobody. */
function nameOrAddress(value: unknown): ActorId | null | 'invalid' {
  if (typeof value !== 'string' || !value.includes('@')) return usernameOf(value);
  return ADDRESS.test(value.trim()) ? actorId('mbox', value) : null;
}

function equal(one: ActorId | null, other: ActorId | null): boolean {
  return one !== null && other !== null && one.kind === other.kind && one.value === other.value;
}
