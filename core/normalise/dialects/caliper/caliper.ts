import type { Action } from '../../actions.ts';
import type { Dialect, JsonObject, Outcome, UnusedKeys } from '../../dialect.ts';
import { drop, rejection } from '../../rejection.ts';
import { type Moment, parseTime } from '../../time.ts';
import { canvasUrn, shardOf } from '../canvas/ids.ts';
import { concerned } from './about.ts';
import { categoryOf, usualObject } from './categories.ts';
import { courseOf } from './course.ts';
import { eventIn, isCaliper } from './envelope.ts';
import { at, type EventType } from './event-type.ts';
import type { Measured } from './facts.ts';
import { identityOf } from './identity.ts';
import { pageOf, referrerOf } from './pages.ts';
import { realUser } from './person.ts';
import { roleOf } from './roles.ts';
import { idOf, member, pathOf, type Sent } from './sent.ts';
import { clientOf, sessionOf } from './session.ts';
import { entryOf } from './table.ts';
import { tellUnused } from './unused.ts';

/** Caliper Analytics 1.0, 1.1 and 1.2, Canvas's, Blackboard's, Moodle's and Open edX's among it. */
export const caliper: Dialect = {
  name: 'caliper',
  transformVersion: 1,
  undress: (line) => line,
  recognises: isCaliper,
  normalise,
};

const OBJECT = at('object');
const ACTING = { paths: [], otherwise: 'acting' } as const;
const ENVELOPE: ReadonlySet<string> = new Set(['sensor', 'sendTime', 'dataVersion', 'data']);

function normalise(item: JsonObject, unused: UnusedKeys): Outcome {
  const told = eventIn(item);
  if (told.kind !== 'told') return told;
  const { event, type, action } = told;
  const moment = momentOf(event['eventTime']);
  if (moment === 'invalid') return rejection('invalid_time', 'eventTime');
  const identity = identityOf(event, type, action, moment);
  const course = courseOf(event);
  if (course === 'invalid') return rejection('invalid_course_id', 'group', identity);
  const sent: Sent = {
    event,
    inCourse: course !== null,
    usual: usualObject(type),
    course: course?.openedx ?? null,
    shard: shardIn(event),
  };
  const { type: meaning, uses } = entryOf(type, action, sent);
  if (meaning.denied === true) return drop('denied_type', identity);
  const who = concerned(meaning.about ?? ACTING, sent);
  if (who === 'invalid') return rejection('invalid_actor', 'actor', identity);

  if (event !== item) for (const key of Object.keys(item)) if (!ENVELOPE.has(key)) unused('(unknown)');
  tellUnused(event, uses, unused);
  const thing = meaning.object ?? OBJECT;
  const object = thing.read(sent);
  const facts: Measured = {};
  for (const fact of meaning.facts ?? []) fact.read(sent, facts);
  // Session, browser, role and page are the acting person's: they say nothing of anybody else.
  const own = who.acting;
  return {
    kind: 'event',
    event: {
      identity,
      time: moment?.ms ?? null,
      course: course?.id ?? null,
      person: who.person,
      role: own ? (realUser(event['actor'], sent) !== null ? 'staff' : roleOf(event)) : null,
      session: own || meaning.category === 'session' ? sessionOf(event) : null,
      category: categoryOf(meaning.category, object),
      action: actionOf(meaning.action, event),
      object,
      parent: thing.parent?.(sent, object) ?? null,
      page: own ? pageOf(event, type, course?.id ?? null) : null,
      referrer: own ? referrerOf(event, course?.id ?? null) : null,
      facts,
      client: own ? clientOf(event) : {},
    },
  };
}

function momentOf(time: unknown): Moment | null | 'invalid' {
  if (time === undefined || time === null || time === '') return null;
  return typeof time === 'string' ? (parseTime(time) ?? 'invalid') : 'invalid';
}

function actionOf(action: EventType['action'], event: JsonObject): Action {
  if (typeof action === 'string') return action;
  const word = member(event, pathOf(action.uses));
  return typeof word === 'string' && Object.hasOwn(action.is, word) ? (action.is[word] as Action) : action.otherwise;
}

const SHARDS = ['actor/extensions/com.instructure.canvas/root_account_id', 'actor/id', 'group/id', 'object/id'].map(pathOf);

/** Canvas: some ids are local to a shard, which the others tell. */
function shardIn(event: JsonObject): bigint | null {
  return shardOf(...SHARDS.map((path) => idIn(member(event, path))));
}

const COURSE = /^urn:instructure:canvas:course:(\d{1,19})/;

function idIn(value: unknown): unknown {
  const iri = idOf(value);
  return iri === null ? value : (canvasUrn(iri)?.id ?? COURSE.exec(iri)?.[1] ?? value);
}
