import { actorId } from '#core/pseudonymise/alias.ts';
import type { Dialect, JsonObject, Outcome, UnusedKeys } from '../../dialect.ts';
import type { Client, EventIdentity } from '../../learning-event.ts';
import { drop, rejection } from '../../rejection.ts';
import { courseOf } from './course-of.ts';
import { type Envelope, envelope, isObject, isTrackingEvent } from './envelope.ts';
import type { Sent } from './event-type.ts';
import { identityOf } from './identity.ts';
import { momentOf } from './moment.ts';
import { readNamed } from './named.ts';
import { pageOf, referrerOf } from './pages.ts';
import { type Payload, readPayload } from './payload.ts';
import { readRequest } from './request.ts';
import { isSignal, readSignal } from './signal.ts';
import { entryOf, isServer, UNKNOWN } from './table.ts';
import type { Told } from './told.ts';
import { undress } from './undress.ts';
import { tellUnused } from './unused.ts';
import { usernameOf } from './username.ts';
import { ENVELOPE_USES, PAYLOAD_VOCABULARY, VOCABULARY } from './vocabulary.ts';

/** Tracking logs of Open edX, from the line in the file to the emission of the event bus; and what Studio signals of courses. */
export const openedx: Dialect = {
  name: 'openedx',
  transformVersion: 1,
  undress,
  recognises: (item) => isTrackingEvent(item) || isSignal(item),
  normalise,
};

function normalise(item: JsonObject, unused: UnusedKeys): Outcome {
  if (isSignal(item)) return readSignal(item, unused);
  const sent = envelope(item);
  const { name, legacyName, context } = sent;
  if (name === null || legacyName === null) return rejection('missing_event_type', 'event_type');
  const moment = momentOf(sent.time);
  if (moment === 'invalid') return rejection('invalid_time', 'time');
  const userId = actorId('user_id', sent.userId);
  if (userId === 'invalid') return rejection('invalid_actor', 'context.user_id');
  // The event's identity keeps a placeholder for a name as it was sent.
  const signed = actorId('username', sent.username);
  const username = usernameOf(sent.username);
  if (signed === 'invalid' || username === 'invalid') return rejection('invalid_actor', 'username');
  const payload = readPayload(sent.payload);
  let identity: EventIdentity;
  try {
    identity = identityOf(moment, name, userId ?? signed, sent.session, payload.canonical);
  } catch {
    // JSON text inside the JSON may nest deeper than the line itself.
    return rejection('too_deep', 'event');
  }

  const path = isServer(sent.source) ? ([name, legacyName].find((type) => type.startsWith('/')) ?? null) : null;
  // Only pages send forms.
  const writer = sent.source ?? (payload.form === null ? null : 'browser');
  const entry = path === null ? entryOf(name, legacyName, writer) : UNKNOWN;
  const course = courseOf(sent, path, entry === UNKNOWN ? null : payload.fields);
  if (course === 'invalid') return rejection('invalid_course_id', 'context.course_id', identity);
  const module = isObject(context['module']) ? context['module']['usage_key'] : undefined;
  const given: Sent = { fields: payload.fields, form: payload.form, module, course };
  const acting = { userId, username };
  const meant = writer === 'browser' && entry.fromBrowser !== null ? entry.fromBrowser : entry;
  const told = path === null ? readNamed(meant.type, meant.uses, given, acting) : readRequest(path, given, payload.canonical, acting);
  if (told === null) return drop('denied_type', identity);
  if (told === 'invalid') return rejection('invalid_actor', 'event', identity);

  tellUnused(item, ENVELOPE_USES, VOCABULARY, unused);
  tellUnusedPayload(payload, told, unused);
  // Session, browser and page are the acting person's: they say nothing of anybody else.
  const own = told.concerned.acting;
  return {
    kind: 'event',
    event: {
      identity,
      time: moment?.ms ?? null,
      course: course?.id ?? null,
      person: told.concerned.person,
      role: told.role,
      session: own ? sent.session : null,
      category: told.category,
      action: told.action,
      object: told.object,
      parent: told.parent,
      page: own ? pageOf(path ?? sent.page, course) : null,
      referrer: own ? referrerOf(sent.referer, course) : null,
      facts: told.facts,
      client: own ? clientOf(sent) : {},
    },
  };
}

function tellUnusedPayload(payload: Payload, told: Told, unused: UnusedKeys): void {
  tellUnused(payload.fields, told.uses, PAYLOAD_VOCABULARY, unused);
  if (!payload.whole) unused('event');
}

const COUNTRY = /^[A-Z]{2}$/;

function clientOf(sent: Envelope): Client {
  const client: { userAgent?: string; language?: string; country?: string } = {};
  if (sent.agent !== null) client.userAgent = sent.agent;
  if (sent.language !== null) client.language = sent.language;
  const device = sent.context['client'];
  const country = isObject(device) ? device['country'] : undefined;
  if (typeof country === 'string' && COUNTRY.test(country)) client.country = country;
  return client;
}
