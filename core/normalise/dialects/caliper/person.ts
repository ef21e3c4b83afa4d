import { actorId, person } from '#core/pseudonymise/alias.ts';
import type { ActorId, ActorKind, Person } from '../../learning-event.ts';
import { canvasUrn, globalId } from '../canvas/ids.ts';
import { moodleNumber } from './moodle-1p0.ts';
import { idOf, isBlank, isObject, member, type Path, pathOf, type Sent, typeOf } from './sent.ts';

/** Entities that act or are named, and are nobody: machines and groups. A thinned IRI, and an agent of no type, is taken for a person. */
const PERSONS: ReadonlySet<string | null> = new Set(['Person', 'Agent', null]);
/** 1.2, section 5: the type's own IRI stands for an anonymous person. */
const ANONYMOUS = /^https?:\/\/purl\.imsglobal\.org\/(?:ctx\/)?caliper\/(?:[a-z0-9]+\/)*(?:Person|Agent)$/;
/** logstore_caliper; one plugin appends more path to it. */
const MOODLE = /\/user\/(?:view|profile)\.php\?id=(\d{1,18})(?:[&/#].*)?$/;
const MAILTO = /^mailto:/i;

/** What one person object may call the person, beside its `id`. */
const NAMES: readonly (readonly [path: Path, kind: ActorKind])[] = [
  [pathOf('extensions/com.instructure.canvas/user_login'), 'username'],
  [pathOf('extensions/bb:user.id'), 'user_id'],
  [pathOf('extensions/bb:user.externalId'), 'username'],
];
const CANVAS_ENTITY = pathOf('extensions/com.instructure.canvas/entity_id');
/** Somebody of the staff who looks at Canvas as another user. */
const CANVAS_REAL = pathOf('extensions/com.instructure.canvas/real_user_id');

/** The members of a person object that name her. */
export const PERSON_USES = `id type extensions/com.instructure.canvas/user_login extensions/com.instructure.canvas/entity_id
  extensions/com.instructure.canvas/real_user_id extensions/bb:user.id extensions/bb:user.externalId
  otherIdentifiers/identifier otherIdentifiers/identifierType otherIdentifiers/type`.split(/\s+/);

/** All the names of one person object; null for nobody: a machine, a group, an anonymous person, a blank node. */
export function personOf(entity: unknown, sent: Sent): Person | null | 'invalid' {
  const { event, shard } = sent;
  if (entity === undefined || entity === null || !PERSONS.has(typeOf(entity))) return null;
  const real = realUser(entity, sent);
  if (real !== null) return person([valid(actorId('user_id', real))]);
  const id = member(entity, ['id']);
  if (typeof id === 'string' && (ANONYMOUS.test(id) || (typeof entity === 'string' && id === idOf(event['edApp'])))) return null;
  const ids = [nameIn(id, sent)];
  if (isObject(entity)) {
    if (ids[0] === null || canvasUrn(id) === null) ids.push(actorId('user_id', globalId(member(entity, CANVAS_ENTITY), shard)));
    for (const [path, kind] of NAMES) ids.push(actorId(kind, member(entity, path)));
    ids.push(addressIn(entity['otherIdentifiers']));
  }
  return ids.includes('invalid') ? 'invalid' : person(ids as (ActorId | null)[]);
}

function nameIn(id: unknown, { event, shard }: Sent): ActorId | null | 'invalid' {
  if (typeof id !== 'string') return actorId('iri', id);
  if (isBlank(id)) return null;
  const urn = canvasUrn(id);
  if (urn !== null) return urn.kind === 'user' ? actorId('user_id', globalId(urn.id, shard)) : null;
  const moodle = MOODLE.exec(id)?.[1] ?? moodleNumber(event, id, 'user');
  if (moodle !== null) return actorId('user_id', moodle);
  return MAILTO.test(id) ? actorId('mbox', id) : actorId('iri', id);
}

/** 1.2, SystemIdentifier: of the kinds only an e-mail address means the same in every system. */
function addressIn(identifiers: unknown): ActorId | null | 'invalid' {
  if (!Array.isArray(identifiers)) return null;
  const found = identifiers.find((one) => isObject(one) && one['identifierType'] === 'EmailAddress');
  return found === undefined ? null : actorId('mbox', member(found, ['identifier']));
}

function valid(id: ActorId | null | 'invalid'): ActorId | null {
  return id === 'invalid' ? null : id;
}

/** Whoever of the staff acts as this user; null where she acts herself, and Canvas says it by her own id or an empty text. */
export function realUser(entity: unknown, { shard }: Sent): string | null {
  const real = globalId(member(entity, CANVAS_REAL), shard);
  const urn = canvasUrn(member(entity, ['id']));
  const own = globalId(urn?.kind === 'user' ? urn.id : member(entity, CANVAS_ENTITY), shard);
  return real === own ? null : real;
}
