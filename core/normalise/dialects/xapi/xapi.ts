import type { Dialect, JsonObject, Outcome, UnusedKeys } from '../../dialect.ts';
import type { LearningEvent, Person } from '../../learning-event.ts';
import { rejection } from '../../rejection.ts';
import { type Moment, parseTime } from '../../time.ts';
import { FOR, hasAgent, isAgent, isGroup, ownMoodle, personOf } from './actor.ts';
import { controlOf } from './control.ts';
import { type CourseOf, courseOf, isSite } from './course.ts';
import { factsOf } from './facts.ts';
import { identityOf } from './identity.ts';
import { type KindName, kindOf, kindOfProfile } from './kinds.ts';
import { type Meant, meaningOf } from './meaning.ts';
import { objectOf, parentOf } from './object.ts';
import { platformOf } from './platform.ts';
import { inner, isStatement, readStatement, type Statement } from './statement.ts';
import { told } from './told.ts';
import { tellUnusedOf } from './vocabulary.ts';

/** xAPI statements, 1.0.x and 2.0, of any sender. */
export const xapi: Dialect = {
  name: 'xapi',
  transformVersion: 1,
  undress: (line) => line,
  recognises: isStatement,
  normalise,
};

function normalise(item: JsonObject, unused: UnusedKeys): Outcome {
  const sent = readStatement(item);
  if ('kind' in sent) return sent;
  const moment = momentOf(item['timestamp']);
  if (moment === 'invalid') return rejection('invalid_time', 'timestamp');
  const course = courseOf(sent);
  const platform = platformOf(sent, course);
  const moodle = ownMoodle(sent, platform === 'moodle');
  const acting = personOf(sent.actor, moodle);
  if (acting === 'invalid') return rejection('invalid_actor', 'actor');
  const identity = identityOf(item, sent, moment);

  const kind = kindOfObject(sent, platform === 'openedx');
  const within = new Set(sent.parents.map(kindOf).filter((one) => one !== null));
  const meant = meaningOf(sent, { kind, within, platform, scored: isScored(sent) });
  const aboutAnother = meant.about === 'for' && hasAgent(sent.contextExtensions, FOR);
  const person = aboutAnother ? personOf(inner(sent.contextExtensions[FOR]), moodle) : acting;
  if (person === 'invalid') return rejection('invalid_actor', 'context.extensions', identity);

  tellUnusedOf(item, aboutAnother, unused);
  return {
    kind: 'event',
    event: {
      identity,
      time: moment?.ms ?? null,
      course: course?.id ?? null,
      person,
      role: null,
      // Session and language are the acting person's: they say nothing of anybody else.
      session: aboutAnother ? null : sessionOf(sent, person),
      category: meant.category,
      action: meant.action === 'interacted' && meant.category === 'video' ? controlOf(sent) : meant.action,
      ...(meant.unplaced !== undefined && { unplaced: meant.unplaced }),
      ...things(sent, course, meant, kind),
      page: null,
      referrer: null,
      facts: factsOf(sent, meant),
      client: aboutAnother || typeof sent.context['language'] !== 'string' ? {} : { language: sent.context['language'] },
    },
  };
}

const NAIVE = /\d$/;

/** A time without a zone is UTC: nothing better can be said of it, and early clients wrote so. */
function momentOf(time: unknown): Moment | null | 'invalid' {
  if (time === undefined || time === null) return null;
  if (typeof time !== 'string') return 'invalid';
  return parseTime(time) ?? (NAIVE.test(time) ? parseTime(`${time}Z`) : null) ?? 'invalid';
}

/** The kind of what is acted upon; a person is what her page is. */
function kindOfObject({ object, activity, categories }: Statement, openedx: boolean): KindName | null {
  if (isAgent(object)) return isGroup(object) ? 'group' : 'profile';
  const kind = isSite(activity) ? 'site' : (kindOf(activity) ?? kindOfProfile(categories.map(({ id }) => id)));
  // Open edX has one type for threads and for what is written in them.
  return openedx && kind === 'thread' && WITHIN_THREAD.test(activity.id ?? '') ? 'response' : kind;
}

const WITHIN_THREAD = /\/(?:comments|reply)(?:\/|$)/;

function isScored({ result }: Statement): boolean {
  const score = inner(result['score']);
  return typeof score['raw'] === 'number' || typeof score['scaled'] === 'number';
}

function sessionOf(sent: Statement, person: Person | null): string | null {
  const session = told(sent, 'session');
  return person !== null && typeof session === 'string' && session !== '' && session.length <= 512 ? session : null;
}

type Things = Pick<LearningEvent, 'object' | 'parent'>;

function things(sent: Statement, course: CourseOf | null, meant: Meant, kind: KindName | null): Things {
  if (meant.object === 'none') return { object: null, parent: null };
  if (meant.object === 'without id') {
    return { object: { form: 'none', type: meant.as ?? (course === null ? 'catalogue' : 'course') }, parent: null };
  }
  const object = objectOf(sent, course, kind ?? meant.kind ?? null);
  const parent = parentOf(sent, course);
  return { object: meant.as === undefined ? object : { ...object, type: meant.as }, parent };
}
