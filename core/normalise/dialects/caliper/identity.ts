import { canonicalJson } from '../../canonical-json.ts';
import type { JsonObject } from '../../dialect.ts';
import type { EventIdentity } from '../../learning-event.ts';
import type { Moment } from '../../time.ts';
import { idOf, member, pathOf } from './sent.ts';

const UUID = /^(?:urn:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
const IRI = /^[a-z][a-z0-9+.-]*:\S+$/i;

/** Entities whose IRIs tell events without an id apart, and measures that do. FROZEN. */
const IRIS = ['actor', 'object', 'target', 'generated', 'group', 'edApp'] as const;
const MEASURES = [
  'object/count',
  'target/currentTime',
  'target/index',
  'generated/count',
  'generated/scoreGiven',
  'generated/totalScore',
  'generated/normalScore',
].map(pathOf);

/**
 * What makes a Caliper event itself. FROZEN FOR EVER.
 *
 * Its `id`: a UUID, with or without `urn:uuid:` (Blackboard), or another IRI. 1.0 has none: then the moment, type, action, the IRIs of
 * whom and what, and the measures that tell two acts on one thing apart. Not in it: the envelope, names, descriptions, extensions, and
 * the session (logstore_caliper sends a queue again, out of another session).
 */
export function identityOf(event: JsonObject, type: string | null, action: string | null, moment: Moment | null): EventIdentity {
  const id = idOf(event);
  if (id !== null) {
    const uuid = UUID.exec(id)?.[1];
    if (uuid !== undefined) return { form: 'id', value: `urn:uuid:${uuid.toLowerCase()}`, coarse: false };
    if (IRI.test(id)) return { form: 'id', value: id, coarse: false };
  }
  const when = moment === null ? null : moment.ms * 1_000 + moment.micros;
  const iris = IRIS.map((name) => idOf(event[name]));
  const measures = MEASURES.map((path) => scalar(member(event, path)));
  return { form: 'json', value: canonicalJson([when, type, action, iris, measures]), coarse: moment?.coarse ?? true };
}

function scalar(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
