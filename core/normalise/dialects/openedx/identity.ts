import { canonicalJson } from '../../canonical-json.ts';
import type { ActorId, EventIdentity } from '../../learning-event.ts';
import type { Moment } from '../../time.ts';

/**
 * What makes a tracking event itself. FROZEN FOR EVER: with any other list, an event sent a second time would become a second row.
 *
 * In it: the moment in microseconds; the type's name as sent (`name`, else `event_type`: it must not depend on which names our tables
 * know); who acted (user id, else user name, canonical); the session; the payload with JSON text parsed. All of these are the same in
 * both wire shapes. Not in it: the prefix of the line, key order, IP address, user agent, host, page, referer and the rest of the
 * context, which shippers cut or add to.
 *
 * @throws RangeError when the payload nests too deep
 */
export function identityOf(
  moment: Moment | null,
  name: string,
  actor: ActorId | null,
  session: string | null,
  payload: unknown,
): EventIdentity {
  const when = moment === null ? null : moment.ms * 1_000 + moment.micros;
  const who = actor === null ? null : [actor.kind, actor.value];
  return { form: 'json', value: canonicalJson([when, name, who, session, payload]), coarse: moment?.coarse ?? true };
}
