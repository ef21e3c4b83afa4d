import { actorId, person } from '#core/pseudonymise/alias.ts';
import type { ActorId, Person } from '../../learning-event.ts';
import { member, type Sent } from './event-type.ts';

/** Where an event type names the person whom it is about. */
export interface About {
  readonly uses: readonly string[];
  readonly userId?: readonly string[];
  readonly username?: readonly string[];
  /** When the payload names nobody: the acting person, or nobody (staff acted, and it is not about them). */
  readonly otherwise: 'acting' | 'nobody';
  /** Whom the payload names is the acting person, also where the envelope does not know her yet. */
  readonly acts?: boolean;
}

/** About the account in these members; about the acting person where they are empty. */
export function about(userId: string, username?: string): About {
  const paths = username === undefined ? [userId] : [userId, username];
  const names = username === undefined ? {} : { username: username.split('.') };
  return { uses: paths, userId: userId.split('.'), ...names, otherwise: 'acting' };
}

/** About the account in this member, which is the acting one: at a log-in the envelope is still nobody's. */
export function actor(userId: string): About {
  return { ...about(userId), acts: true };
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
  if (userId === null && username === null) return rule.otherwise === 'acting' ? self(acting) : { person: null, acting: false };
  const same = userId !== null && acting.userId !== null ? equal(userId, acting.userId) : equal(username, acting.username);
  if (!same) return { person: person([userId, username]), acting: rule.acts === true };
  return { person: person([userId ?? acting.userId, username ?? acting.username]), acting: true };
}

function self(acting: Acting): Concerned {
  return { person: person([acting.userId, acting.username]), acting: true };
}

/** Staff may type either; no user name of the platform has an at sign. */
function nameOrAddress(value: unknown): ActorId | null | 'invalid' {
  return actorId(typeof value === 'string' && value.includes('@') ? 'mbox' : 'username', value);
}

function equal(one: ActorId | null, other: ActorId | null): boolean {
  return one !== null && other !== null && one.kind === other.kind && one.value === other.value;
}
