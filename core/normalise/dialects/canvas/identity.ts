import { canonicalJson } from '../../canonical-json.ts';
import type { JsonObject } from '../../dialect.ts';
import type { EventIdentity } from '../../learning-event.ts';
import type { Moment } from '../../time.ts';

/** FROZEN. */
const METADATA = [
  'event_name',
  'producer',
  'root_account_id',
  'request_id',
  'job_id',
  'session_id',
  'user_id',
  'context_type',
  'context_id',
] as const;
/** Members of a body that tell two events of one request apart: whatever holds an id, and these. FROZEN. */
const ID = /^(?!.*(?:sis|lti)_).*(?:^id|_id)$/;
const STATE: ReadonlySet<string> = new Set([
  'workflow_state',
  'asset_type',
  'asset_subtype',
  'attempt',
  'score',
  'updated_at',
  'created_at',
]);

/**
 * What makes a Live Event itself. FROZEN FOR EVER. Canvas gives none an id of its own: one request makes many of one name (a teacher
 * saves thirty marks), many of them in one millisecond, and delivers each at least once. So: the moment, the name, request, job,
 * session, acting person and context, and from the body the ids and the state, one level deep. Not in it: names, titles and texts,
 * addresses, host, browser, referrer and the rest of the metadata.
 */
export function identityOf(metadata: JsonObject, body: JsonObject, moment: Moment | null): EventIdentity {
  const when = moment === null ? null : moment.ms * 1_000 + moment.micros;
  const told = METADATA.map((name) => scalar(metadata[name]));
  return { form: 'json', value: canonicalJson([when, told, idsIn(body, true)]), coarse: moment?.coarse ?? true };
}

function idsIn(object: JsonObject, deeper: boolean): Record<string, unknown> {
  const found: [string, unknown][] = [];
  for (const [key, value] of Object.entries(object)) {
    const inner = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (inner && deeper) found.push([key, idsIn(value as JsonObject, false)]);
    else if ((ID.test(key) || STATE.has(key)) && scalar(value) !== null) found.push([key, scalar(value)]);
  }
  return Object.fromEntries(found);
}

/** Canvas writes ids as text, its older releases as numbers. */
function scalar(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
