import { canonicalJson } from '../../canonical-json.ts';
import type { JsonObject } from '../../dialect.ts';
import type { EventIdentity } from '../../learning-event.ts';
import type { Moment } from '../../time.ts';
import { AS, agentKey, FOR, isAgent } from './actor.ts';
import { CONTROLS, PLACES, READ, type ReadName } from './extensions.ts';
import { statementId } from './object.ts';
import { type ActivityPart, inner, type Statement } from './statement.ts';

/** Which event of Moodle it was: two of them may give one statement in one second. */
const INFO = 'http://lrs.learninglocker.net/define/extensions/info';

const READ_IN = (place: 'context' | 'definition'): readonly string[] =>
  (Object.keys(READ) as ReadName[]).filter((name) => PLACES[name].includes(place)).flatMap((name) => READ[name]);
const IN_CONTEXT = [...READ_IN('context'), ...CONTROLS];
const IN_DEFINITION = READ_IN('definition');

/**
 * What makes a statement itself. FROZEN FOR EVER: with any other list, a statement sent a second time would become a second row.
 *
 * Its own id, a UUID (xAPI 1.0.3, part two, 2.4.1), lower-case. Where it has none: the moment in microseconds, who acted (the strongest id in the actor, canonical),
 * the verb, the object, the result, the ids of its parents and groupings, the name of the Moodle event, whom else the statement names
 * (one teacher may mark two learners in one second), and the extensions of the context and the object that a row is made of. Not in it:
 * registration (Moodle's changes each time that it sends), stored, authority, version, attachments, names and descriptions in any
 * language, the context's language, platform and revision, and all other extensions of the context (one is the sender's version).
 *
 * Without an id of its own a statement's clock counts as coarse where the moment is a whole second: Moodle writes `.000`, and knows
 * seconds only. It is named by a UUID derived of all this, which the endpoint answers with.
 *
 * @throws RangeError when the result nests too deep
 */
export function identityOf(item: JsonObject, sent: Statement, moment: Moment | null): EventIdentity {
  const id = statementId(item['id']);
  if (id !== null) return { form: 'id', value: id, coarse: false };
  const when = moment === null ? null : moment.ms * 1_000 + moment.micros;
  const value = canonicalJson([
    when,
    whoIs(sent.actor),
    sent.verb,
    objectIdentity(sent.object, sent.activity),
    sent.result,
    [idsOf(sent.parents), idsOf(sent.groupings)],
    inner(sent.contextExtensions[INFO])['event_name'] ?? null,
    [whoIs(inner(sent.contextExtensions[FOR])), whoIs(inner(sent.contextExtensions[AS]))],
    [only(IN_CONTEXT, sent.contextExtensions), only(IN_DEFINITION, inner(sent.activity.definition['extensions']))],
  ]);
  return { form: 'json', value, coarse: moment === null || moment.coarse || when === null || when % 1_000_000 === 0, native: 'uuid' };
}

function objectIdentity(object: JsonObject, { id, type }: Pick<ActivityPart, 'id' | 'type'>): unknown {
  if (isAgent(object)) return ['agent', whoIs(object)];
  if (object['objectType'] === 'StatementRef') return ['statement', statementId(id) ?? id];
  if (object['objectType'] !== 'SubStatement') return ['activity', id ?? [type]];
  const target = inner(object['object']);
  const targetId = typeof target['id'] === 'string' ? target['id'] : null;
  // A statement in a statement holds no third (xAPI 1.0.3, part two, 2.4.4.2).
  const what = isAgent(target) ? whoIs(target) : targetId;
  return ['sub-statement', whoIs(inner(object['actor'])), inner(object['verb'])['id'] ?? null, what, inner(object['result'])];
}

/** A person or a group by its own name; a group without one by its members, whose order says nothing. */
function whoIs(agent: JsonObject): unknown {
  const { member } = agent;
  const own = agentKey(agent);
  return own === null && Array.isArray(member) ? member.map((one) => agentKey(inner(one))).sort() : own;
}

function only(names: readonly string[], extensions: JsonObject): JsonObject {
  return Object.fromEntries(names.filter((name) => Object.hasOwn(extensions, name)).map((name) => [name, extensions[name]]));
}

function idsOf(activities: readonly ActivityPart[]): readonly (string | null)[] {
  return activities.map(({ id }) => id);
}
