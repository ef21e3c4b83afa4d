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
  'real_user_id',
  'context_type',
  'context_id',
  'context_role',
] as const;
/** Members of a body that tell two events of one request apart: whatever holds an id, and these. FROZEN. */
const ID = /^(?!.*(?:sis|lti)_).*(?:^id|_id)$/;
const STATE: ReadonlySet<string> = new Set(
  `workflow_state asset_type asset_subtype attempt type role email
   score old_score points_possible possible percent mastery grade old_grade
   current_score old_current_score unposted_current_score old_unposted_current_score
   final_score old_final_score unposted_final_score old_unposted_final_score override_score old_override_score
   requirement_count requirement_completed_count
   created_at updated_at submitted_at assessed_at graded_at posted_at completed_at`.split(/\s+/),
);
/** Texts of which a row tells the length. FROZEN. */
const TEXTS: ReadonlySet<string> = new Set(['body', 'text']);
/** They name neither the learner nor the result: a class whose quiz is marked at once may give equal ones. */
const UNTOLD = /^learning_outcome_result_/;

/**
 * What makes a Live Event itself. FROZEN FOR EVER. Canvas gives none an id of its own: one request makes many of one name (a teacher
 * saves thirty marks), many of them in one millisecond, and delivers each at least once. So: the moment, the name, request, job,
 * session, acting person, role and context, and from the body the ids, the state and how long the texts are, one level deep. Not in it:
 * names, titles and texts, addresses, host, browser, referrer and the rest of the metadata.
 *
 * Results of learning outcomes count as of a coarse clock, so that equal ones are counted apart.
 */
export function identityOf(metadata: JsonObject, body: JsonObject, moment: Moment | null): EventIdentity {
  const when = moment === null ? null : moment.ms * 1_000 + moment.micros;
  const told = METADATA.map((name) => scalar(metadata[name]));
  const coarse = (moment?.coarse ?? true) || UNTOLD.test(String(metadata['event_name']));
  return { form: 'json', value: canonicalJson([when, told, idsIn(body, true)]), coarse };
}

function idsIn(object: JsonObject, deeper: boolean): Record<string, unknown> {
  const found: [string, unknown][] = [];
  for (const [key, value] of Object.entries(object)) {
    const inner = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (inner && deeper) found.push([key, idsIn(value as JsonObject, false)]);
    else if (TEXTS.has(key) && typeof value === 'string') found.push([key, value.length]);
    else if ((ID.test(key) || STATE.has(key)) && scalar(value) !== null) found.push([key, scalar(value)]);
  }
  return Object.fromEntries(found);
}

/** Canvas writes ids as text, its older releases as numbers. */
function scalar(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
