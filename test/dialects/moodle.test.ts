import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, Outcome } from '#core/normalise/dialect.ts';
import { DIALECTS } from '#core/normalise/dialects/index.ts';
import { moodle } from '#core/normalise/dialects/moodle/moodle.ts';
import { EVENTS } from '#core/normalise/dialects/moodle/table.ts';
import type { LearningEvent } from '#core/normalise/learning-event.ts';

const pairs = readdirSync(new URL('moodle/', import.meta.url)).filter((file) => file.endsWith('.in.json'));
const ignore = () => {};

function eventOf(outcome: Outcome): LearningEvent {
  if (outcome.kind !== 'event') throw new Error(`no event: ${JSON.stringify(outcome)}`);
  return outcome.event;
}
const row = (eventname: string, more: JsonObject = {}): JsonObject => ({
  id: 5,
  eventname: `\\${eventname}`,
  userid: 17,
  courseid: 4,
  contextlevel: 70,
  contextinstanceid: 12,
  timecreated: 1_741_946_820,
  ...more,
});
const read = (item: JsonObject) => eventOf(moodle.normalise(item, ignore));
const reportLine = (more: JsonObject): JsonObject => ({ moodle_report: 1, time_zone: 'Europe/Paris', time: '14/03/25, 11:07', ...more });

describe('the tables', () => {
  it('have a golden pair for each of their events', () => {
    expect([...EVENTS.keys()].map((key) => `${key.replace('/', '.')}.in.json`).filter((name) => !pairs.includes(name))).toEqual([]);
  });

  it('answer "other" for nothing that they name', () => {
    expect([...EVENTS].filter(([, { denied, action }]) => !denied && action === 'other').map(([key]) => key)).toEqual([]);
    expect([...EVENTS].filter(([, { denied, category }]) => !denied && category === 'other').map(([key]) => key)).toEqual([]);
  });

  it('deny what holds typed words, and machinery', () => {
    for (const key of ['core/user_login_failed', 'mod_forum/assessable_uploaded', 'core/webservice_function_called']) {
      expect(EVENTS.get(key)?.denied).toBe(true);
    }
  });
});

describe('the same act, the same row', () => {
  it.each<[string, JsonObject, readonly unknown[]]>([
    ['page viewed', row('mod_page\\event\\course_module_viewed'), ['navigation', 'viewed', 'page', {}]],
    [
      'question graded',
      row('mod_quiz\\event\\question_manually_graded', { objectid: 3, objecttable: 'question' }),
      ['grade', 'graded', 'problem', {}],
    ],
    ['whole quiz graded', row('mod_quiz\\event\\attempt_graded', { relateduserid: 9 }), ['grade', 'graded', 'quiz', {}]],
    ['new forum discussion', row('mod_forum\\event\\discussion_created', { objectid: 3 }), ['forum', 'posted', 'thread', {}]],
    ['reply', row('mod_forum\\event\\post_created', { objectid: 3, other: '{"discussionid":8}' }), ['forum', 'replied', 'response', {}]],
    ['enrolled', row('core\\event\\user_enrolment_created', { relateduserid: 9 }), ['enrolment', 'enrolled', 'course', {}]],
    ['completed', row('core\\event\\course_completed', { relateduserid: 9 }), ['completion', 'completed', 'course', { completion: true }]],
    ['logged in', row('core\\event\\user_loggedin', { courseid: 0 }), ['session', 'logged_in', undefined, {}]],
    ['logged out', row('core\\event\\user_loggedout', { courseid: 0 }), ['session', 'logged_out', undefined, {}]],
    [
      'search in a course',
      row('mod_forum\\event\\course_searched', { other: '{"searchterm":"osmosis"}' }),
      ['search', 'searched', 'course', { response_length: 7 }],
    ],
    ['tool launched', row('mod_lti\\event\\course_module_viewed'), ['content', 'opened', 'tool', {}]],
    ['class joined', row('mod_bigbluebuttonbn\\event\\meeting_joined'), ['content', 'joined', 'class', {}]],
  ])('%s', (_, item, expected) => {
    const { category, action, object, facts } = read(item);
    expect([category, action, object?.type, facts]).toEqual(expected);
  });

  it('tells the same of a row and of its line in the report', () => {
    const fromTable = read(row('mod_quiz\\event\\attempt_submitted', { relateduserid: 17, objectid: 3 }));
    const lines = ['Quiz|Quiz attempt submitted|en', 'Test|Tentative de test terminée|fr'].map((text) => {
      const [component, event, language] = text.split('|') as [string, string, string];
      const description = "The user with id '17' has submitted the attempt with id '3' for the quiz with course module id '12'.";
      return read(reportLine({ component, event, language, description, in_course: '4', time: '14/03/25, 11:07:00' }));
    });
    for (const line of lines) expect({ ...line, identity: null }).toEqual({ ...fromTable, identity: null });
    expect(lines[0]?.identity).toEqual(lines[1]?.identity);
  });
});

describe('persons', () => {
  it('never tie: each row has one id of one person', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EVENTS.keys()), fc.nat(5), fc.nat(5), fc.nat(5), (key, userid, relateduserid, realuserid) => {
        const [component, event] = key.split('/');
        const outcome = moodle.normalise(row(`${component}\\event\\${event}`, { userid, relateduserid, realuserid }), ignore);
        if (outcome.kind !== 'event') return;
        expect(outcome.event.person?.length ?? 1).toBe(1);
        // Nobody's act is told as one's own where another sat at the keyboard.
        if (realuserid !== 0 && realuserid !== userid && userid !== relateduserid)
          expect(outcome.event.person?.[0].value).not.toBe(String(userid));
      }),
    );
  });

  it.each([0, -10, null, '', 'NULL', undefined])('nobody is %j', (userid) => {
    expect(read(row('core\\event\\course_viewed', { userid })).person).toBeNull();
  });

  it('are one, however a number is written', () => {
    for (const userid of [17, '17', '017', 17.0, ' 17 ']) {
      expect(read(row('core\\event\\course_viewed', { userid })).person).toEqual([{ kind: 'user_id', value: '17' }]);
    }
  });

  it('are no objects: the viewed user of a profile, the context of a person', () => {
    const viewed = read(
      row('core\\event\\user_profile_viewed', { objecttable: 'user', objectid: 99, contextlevel: 30, contextinstanceid: 99 }),
    );
    expect(JSON.stringify(viewed)).not.toContain('99');
  });
});

describe('identity', () => {
  it('is the row and its second, whatever the order and the rest', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1e9, max: 2e9 }), fc.string(), (id, timecreated, ip) => {
        const one = row('core\\event\\course_viewed', { id, timecreated, ip });
        const other = Object.fromEntries(Object.entries({ ...one, id: String(id), timecreated: `${timecreated}`, ip: '' }).reverse());
        expect(read(other).identity).toEqual(read(one).identity);
      }),
    );
  });

  it('of a report is the second and the sentence', () => {
    const line = reportLine({
      component: 'System',
      event: 'Course viewed',
      description: "The user with id '17' viewed the course with id '4'.",
    });
    const renamed = {
      ...line,
      component: 'Système',
      event: 'Cours consulté',
      user: 'Autre Nom',
      ip: '',
      language: 'fr',
      time: '14 mars 2025, 11:07',
    };
    expect(read(renamed).identity).toEqual(read(line).identity);
    expect(read({ ...line, time: '14/03/25, 11:07:01' }).identity).not.toEqual(read(line).identity);
  });
});

describe('recognising', () => {
  it.each([
    ['a row', row('core\\event\\course_viewed'), true],
    ['a framed row', { moodle_log: 1, eventname: 'x' }, true],
    ['a framed line of a report', { moodle_report: 1 }, true],
    ['another table', { eventname: 'something happened', timecreated: 3 }, false],
    ['a tracking event', { event_type: 'play_video', event_source: 'browser', event: '{}' }, false],
    ['a native event', { sillage: 1 }, false],
  ])('%s', (_, item, expected) => {
    expect(moodle.recognises(item as JsonObject)).toBe(expected);
    if (expected) expect([...DIALECTS.values()].filter((dialect) => dialect.recognises(item as JsonObject))).toEqual([moodle]);
  });
});

describe('whatever is sent', () => {
  const columns = fc.constantFrom(
    ...['moodle_log', 'moodle_report', 'moodle_csv', 'id', 'eventname', 'userid', 'relateduserid', 'realuserid', 'courseid', 'objectid'],
    ...['objecttable', 'contextlevel', 'contextinstanceid', 'anonymous', 'other', 'timecreated', 'time', 'description', 'time_zone'],
    ...['component', 'event', 'user', 'language', 'in_course', '__proto__', 'toString'],
  );
  const value = fc.oneof(
    fc.jsonValue(),
    fc.nat(),
    fc.constantFrom(
      '\\core\\event\\user_graded',
      '\\mod_quiz\\event\\attempt_started',
      'Europe/Paris',
      '14/03/25, 10:07',
      1,
      'a:1:{',
      '[[',
    ),
  );

  it('gives an outcome and never throws', () => {
    fc.assert(
      fc.property(fc.dictionary(columns, value), (item) => {
        expect(moodle.normalise(item, ignore).kind).toMatch(/^(event|drop|rejection)$/);
        expect(typeof moodle.recognises(item)).toBe('boolean');
        const named = { ...row('core\\event\\user_graded'), ...item };
        expect(moodle.normalise(named, ignore).kind).toMatch(/^(event|drop|rejection)$/);
      }),
      { numRuns: 1_000 },
    );
  });

  it('counts no key that it does not know by name', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()), (item, other) => {
        const told: string[] = [];
        moodle.normalise(
          { ...row('mod_wiki\\event\\page_viewed', { other }), ...Object.fromEntries(Object.entries(item).map(([k, v]) => [`x${k}`, v])) },
          (path) => told.push(path),
        );
        expect(told.filter((path) => !/^\(unknown\)$|^other(\.[a-z]+)?$/.test(path))).toEqual([]);
      }),
    );
  });
});
