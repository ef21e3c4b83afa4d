import { actorId, person } from '#core/pseudonymise/alias.ts';
import { canonicalJson } from '../canonical-json.ts';
import { isPlainChoice } from '../choice.ts';
import type { Dialect, JsonObject, Outcome, UnusedKeys } from '../dialect.ts';
import type { ActorId, Client, EventIdentity, Facts, ObjectRef, Person } from '../learning-event.ts';
import { pathTemplate, type RouteVocabulary, referrerTemplate } from '../path-template.ts';
import { leadsToPerson } from '../personal.ts';
import { rejection } from '../rejection.ts';
import { type Moment, parseTime } from '../time.ts';
import { type NativeEvent, nativeEvent } from './native-schema.ts';

/** sillage's own small event format (docs/native.md). */
export const native: Dialect = {
  name: 'native',
  transformVersion: 1,
  undress: (line) => line,
  recognises: (item) => item['sillage'] === 1,
  normalise,
};

/** Segments that pages of any platform have; everything else of a URL is hidden. */
const ROUTES: RouteVocabulary = {
  segments: new Set(
    'course courses module modules section sections unit units lesson lessons page pages video videos quiz quizzes assignment assignments forum forums discussion discussions thread wiki glossary dashboard home login logout search progress grades syllabus resources'.split(
      ' ',
    ),
  ),
  query: [],
};

const PUBLIC_ID = /^[A-Za-z0-9][A-Za-z0-9_.:+-]{0,127}$/;

function normalise(item: JsonObject, unused: UnusedKeys): Outcome {
  const parsed = nativeEvent.safeParse(item);
  if (!parsed.success) {
    // Paths of a schema with fixed keys: they cannot quote the sender.
    const at = parsed.error.issues[0]?.path.join('.') || 'sillage';
    return rejection(at === 'course' ? 'invalid_course_id' : 'invalid_field', at);
  }
  const sent = parsed.data;
  countUnused(item, sent as JsonObject, unused);
  const moment = sent.time === undefined ? null : parseTime(sent.time);
  if (sent.time !== undefined && moment === null) return rejection('invalid_time', 'time');
  const who = readActor(sent.actor);
  if (who === 'invalid') return rejection('invalid_actor', 'actor');
  const course = sent.course === undefined || sent.course === '' ? null : sent.course;
  if (course !== null && leadsToPerson(course)) return rejection('invalid_course_id', 'course');
  const object = reference(sent.object);
  const parent = reference(sent.object?.parent);
  const own = new Set(course === null ? [] : [course]);
  const shown = object?.form === 'plain' ? object : null;
  return {
    kind: 'event',
    event: {
      identity: identityOf(sent, who, moment),
      time: moment?.ms ?? null,
      course,
      person: who,
      role: sent.role ?? null,
      session: sent.session === undefined || sent.session === '' ? null : sent.session,
      category: sent.category,
      action: sent.action,
      object,
      parent,
      page: pathTemplate(sent.page, ROUTES, own, shown),
      referrer: referrerTemplate(sent.referrer, ROUTES, own, course, shown),
      facts: factsOf(sent),
      client: clientOf(sent),
    },
  };
}

/**
 * The sender's id where it gives one; else what was done, by whom, when, where, to what. Frozen: a change here would make
 * every event sent again a second one.
 */
function identityOf(sent: NativeEvent, who: Person | null, moment: Moment | null): EventIdentity {
  if (sent.id !== undefined) return { form: 'id', value: sent.id, coarse: false };
  const { course, session, action, category, object, score, success, attempt, choice, media, text_length } = sent;
  // The canonical name: 3, "3" and " 3\n" are one person, and so one event.
  const actor = who === null ? null : [who[0].kind, who[0].value];
  const when = moment === null ? null : moment.ms * 1000 + moment.micros;
  const value = canonicalJson([
    when,
    actor,
    course,
    session,
    category,
    action,
    object,
    score,
    success,
    attempt,
    choice,
    media,
    text_length,
  ]);
  return { form: 'json', value, coarse: moment?.coarse ?? true };
}

function readActor(actor: NativeEvent['actor']): Person | null | 'invalid' {
  if (actor === undefined) return null;
  const account = actor.account === undefined ? null : `${actor.account.homePage.length}:${actor.account.homePage}${actor.account.name}`;
  const ids = [
    actorId('user_id', actor.user_id),
    actorId('username', actor.username),
    actorId('mbox', actor.mbox),
    actorId('mbox_sha1sum', actor.mbox_sha1sum),
    actorId('account', account),
    actorId('openid', actor.openid),
    actorId('iri', actor.iri),
  ];
  return ids.includes('invalid') ? 'invalid' : person(ids as (ActorId | null)[]);
}

function reference(thing: { type: string; id?: string | undefined; public?: boolean | undefined } | undefined): ObjectRef | null {
  if (thing === undefined) return null;
  if (thing.id === undefined) return { form: 'none', type: thing.type };
  return { form: thing.public === true && PUBLIC_ID.test(thing.id) ? 'plain' : 'token', type: thing.type, id: thing.id };
}

function factsOf(sent: NativeEvent): Facts {
  return defined({
    position: sent.position,
    duration_s: sent.duration_s,
    score_raw: sent.score?.raw,
    score_min: sent.score?.min,
    score_max: sent.score?.max,
    score_scaled: sent.score?.scaled ?? shareOf(sent.score),
    success: sent.success,
    completion: sent.completion,
    attempt: sent.attempt,
    ...choiceOf(sent),
    media_time_s: sent.media?.time_s,
    media_from_s: sent.media?.from_s,
    media_to_s: sent.media?.to_s,
    media_length_s: sent.media?.length_s,
    media_speed: sent.media?.speed,
  });
}

/** The choice made in an item that counts; of one that may be words, or somebody's name, only how long it is. */
function choiceOf({ graded, choice, text_length }: NativeEvent): Facts {
  if (graded !== true || choice === undefined) return defined({ response_length: text_length });
  if (choice.split(',').every(isPlainChoice)) return defined({ response: choice, response_length: text_length });
  return { response_length: text_length ?? choice.length };
}

/** Points had of points possible. */
function shareOf(score: NativeEvent['score']): number | undefined {
  const { raw, max } = score ?? {};
  return raw !== undefined && max !== undefined && max > 0 && Math.abs(raw) <= max ? raw / max : undefined;
}

function clientOf(sent: NativeEvent): Client {
  return defined({
    userAgent: sent.client?.user_agent,
    language: sent.client?.language,
    country: sent.client?.country,
    screenWidth: sent.client?.screen_width,
  });
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}

/** Everything in the item that the schema did not take. */
function countUnused(item: JsonObject, taken: JsonObject, unused: UnusedKeys): void {
  for (const key of Object.keys(item)) {
    const kept = taken[key];
    const given = item[key];
    if (kept === undefined) unused('(unknown)');
    else if (typeof kept === 'object' && kept !== null && typeof given === 'object' && given !== null) {
      countUnused(given as JsonObject, kept as JsonObject, unused);
    }
  }
}
