import type { JsonObject } from '../../dialect.ts';
import type { Client } from '../../learning-event.ts';
import { idOf, member, pathOf, typeOf } from './sent.ts';

const CANVAS = /^urn:instructure:canvas:session:/;
/** Where the session stands: 1.0 has it as what a log-in makes and a log-out ends; a time-out is about the session itself. */
const PLACES = ['session', 'generated', 'target', 'object', 'federatedSession'] as const;
const SESSIONS: ReadonlySet<string | null> = new Set(['Session', 'LtiSession']);

/** The members that tell the session. */
export const SESSION_USES = PLACES.flatMap((place) => [`${place}/id`, `${place}/type`]).concat('session/client/userAgent');

/** The platform's own session id; the launching platform's where there is no other. */
export function sessionOf(event: JsonObject): string | null {
  for (const place of PLACES) {
    const entity = event[place];
    const whole = place === 'session' || place === 'federatedSession';
    const id = whole || SESSIONS.has(typeOf(entity)) ? idOf(entity) : null;
    if (id !== null) return id.replace(CANVAS, '');
  }
  return null;
}

const AGENTS = ['session/client/userAgent', 'extensions/com.instructure.canvas/user_agent'].map(pathOf);

export function clientOf(event: JsonObject): Client {
  for (const path of AGENTS) {
    const userAgent = member(event, path);
    if (typeof userAgent === 'string' && userAgent !== '') return { userAgent };
  }
  return {};
}
