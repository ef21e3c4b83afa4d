import { actorId, person } from '#core/pseudonymise/alias.ts';
import type { JsonObject } from '../../dialect.ts';
import type { ActorId, Person } from '../../learning-event.ts';
import type { About } from './event-type.ts';
import { memberOf } from './facts.ts';
import { digitsOf, globalId } from './ids.ts';

export interface Concerned {
  readonly person: Person | null;
  /** The acting person and the concerned one are the same: session, browser and pages are hers. */
  readonly acting: boolean;
  /** Somebody of the staff who uses Canvas as another user: the acts are his. */
  readonly masked: boolean;
}

/** Whom the row is about: the learner whom the body names, else the acting person of the metadata. Their ids never tie to each other. */
export function concerned(
  about: About | 'nobody' | undefined,
  metadata: JsonObject,
  body: JsonObject,
  shard: bigint | null,
): Concerned | 'invalid' {
  const real = globalId(metadata['real_user_id'], shard);
  const user = idIn(metadata['user_id'], shard);
  const masked = real !== null && real !== idText(user);
  const acting = masked ? known(actorId('user_id', real)) : all(user, actorId('username', metadata['user_login']));
  if (acting === 'invalid') return 'invalid';
  if (about === undefined) return { person: acting, acting: true, masked };
  if (about === 'nobody') return { person: null, acting: false, masked };
  const told = about.userId.map((path) => memberOf(body, path)).find((id) => id !== undefined && id !== null && id !== '');
  const named = all(idIn(told, shard), about.mbox === undefined ? null : actorId('mbox', memberOf(body, about.mbox)));
  if (named === 'invalid') return 'invalid';
  const same = named !== null && acting !== null && named[0].kind === 'user_id' && named[0].value === acting[0].value;
  return same && !masked ? { person: acting, acting: true, masked } : { person: named, acting: false, masked };
}

/** The members of the body by which it names somebody. */
export function aboutUses(about: About | 'nobody' | undefined): readonly string[] {
  if (about === undefined || about === 'nobody') return [];
  return about.mbox === undefined ? about.userId : [...about.userId, about.mbox];
}

function idIn(value: unknown, shard: bigint | null): ActorId | null | 'invalid' {
  return actorId('user_id', digitsOf(value) === null ? value : globalId(value, shard));
}

function idText(id: ActorId | null | 'invalid'): string | null {
  return id === null || id === 'invalid' ? null : id.value;
}

function known(id: ActorId | null | 'invalid'): Person | null | 'invalid' {
  return id === 'invalid' ? 'invalid' : person([id]);
}

function all(...ids: (ActorId | null | 'invalid')[]): Person | null | 'invalid' {
  return ids.includes('invalid') ? 'invalid' : person(ids as (ActorId | null)[]);
}
