import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, Outcome } from '#core/normalise/dialect.ts';
import { openedx } from '#core/normalise/dialects/openedx/openedx.ts';
import { EVENT_TYPES } from '#core/normalise/dialects/openedx/table.ts';
import type { LearningEvent } from '#core/normalise/learning-event.ts';
import catalogue from './openedx-catalogue.json' with { type: 'json' };

const COURSE = 'course-v1:UnivArmor+BIO101+2025_A';
const pairs = readdirSync(new URL('openedx/', import.meta.url)).filter((file) => file.endsWith('.in.json'));
const ignore = () => {};

function eventOf(outcome: Outcome): LearningEvent {
  if (outcome.kind !== 'event') throw new Error(`no event: ${JSON.stringify(outcome)}`);
  return outcome.event;
}
const read = (item: object) => eventOf(openedx.normalise(item as JsonObject, ignore));

describe('the table', () => {
  it('gives a meaning to every official event type', () => {
    expect(catalogue.flatMap(({ names }) => names).filter((name) => !EVENT_TYPES.has(name))).toEqual([]);
  });

  it('has a golden pair for each of its names', () => {
    expect([...EVENT_TYPES.keys()].filter((name) => !pairs.includes(`${name}.in.json`))).toEqual([]);
  });

  it('answers "other" only where the platform reports on itself', () => {
    const others = [...EVENT_TYPES].filter(([, { type }]) => type.action === 'other').map(([name]) => name);
    expect(others.sort()).toEqual(['edx.bi.app.connection.cell', 'edx.bi.app.connection.speed', 'edx.course.goal.email.failed']);
  });
});

describe('one attempt is one answer', () => {
  const told = (name: string, source: string) => {
    const entry = EVENT_TYPES.get(name);
    return (source === 'browser' ? (entry?.fromBrowser ?? entry) : entry)?.type.action;
  };

  // What the browser writes, what the server writes of the same act, and the requests between them.
  it.each([
    ['problem_check', 'answered'],
    ['edx.done.toggled', { uses: 'done', is: { false: 'reset' }, otherwise: 'completed' }],
  ])('%s counts on the server and is a click in the browser', (name, action) => {
    expect([told(name, 'server'), told(name, 'browser')]).toEqual([action, 'clicked']);
  });

  it.each([
    ['problem_show', 'showanswer', 'answer_shown'],
    ['problem_reset', 'reset_problem', 'reset'],
    ['problem_save', 'save_problem_success', 'saved'],
  ])('%s is a click, %s is what came of it', (pressed, done, action) => {
    expect([told(pressed, 'browser'), told(done, 'server')]).toEqual(['clicked', action]);
  });

  it('takes the handler request of an answer for a request', () => {
    const path = `/courses/${COURSE}/xblock/block-v1:UnivArmor+BIO101+2025_A+type@problem+block@p1/handler/xmodule_handler/problem_check`;
    const event = read({
      event_type: path,
      event_source: 'server',
      event: '{"POST": {"input_p1_2_1": ["ATP"]}, "GET": {}}',
      context: { path },
    });
    expect([event.category, event.action]).toEqual(['assessment', 'requested']);
  });
});

describe('undressing', () => {
  const json = '{"event_type": "page_close", "event": "{}"}';

  it.each([
    ['nothing', ''],
    [
      'syslog',
      'Mar  4 10:12:13 lms-01 [service_variant=lms][tracking][env:prod] INFO [lms-01 6] [user 6] [ip 203.0.113.9] [logger.py:41] - ',
    ],
    ['another shipper', '<134>1 2025-03-04T09:12:13Z lms tracking 6 - {env="prod"} '],
    ['a prefix that looks like JSON', 'lms-01 {"@shipper" 12 '],
    ['spaces and a byte order mark', '\ufeff  '],
  ])('takes off %s', (_, prefix) => {
    for (const end of ['', '\n', '\r\n', ' \t', '\0\0\0', ' \0\r\n']) expect(openedx.undress(prefix + json + end)).toBe(json);
  });

  it('finds nothing where no object begins', () => {
    expect(openedx.undress('# pause au milieu')).toBeNull();
    expect(openedx.undress('\0\0')).toBeNull();
  });

  it('leaves a line that was cut to its first opening', () => {
    expect(openedx.undress(`INFO - ${json.slice(0, 20)}`)).toBe(json.slice(0, 20));
  });
});

describe('recognising', () => {
  it.each([
    ['a log line', { event_type: 'play_video', event_source: 'browser', event: '{}' }, true],
    ['an emission', { name: 'play_video', data: {}, context: {} }, true],
    ['a sample without time or user', { name: 'seq_next', event_type: 'seq_next', event: {} }, true],
    ['a native event', { sillage: 1, name: 'x', event: {}, context: {} }, false],
    ['an xAPI statement', { actor: {}, verb: {}, name: 'x', context: {} }, false],
    ['a Caliper envelope', { sensor: 'https://exemple.fr', name: 'x', data: [] }, false],
    ['a Caliper event', { '@context': 'http://purl.imsglobal.org/ctx/caliper/v1p1', name: 'x', event: {} }, false],
    ['a Canvas event', { metadata: { event_name: 'x' }, body: {}, name: 'x', event: {} }, false],
    ['a log line of something else', { name: 'worker', message: 'prêt' }, false],
    ['a type that is empty', { event_type: '', event: {} }, false],
  ])('%s', (_, item, expected) => {
    expect(openedx.recognises(item as JsonObject)).toBe(expected);
  });
});

const word = fc.stringMatching(/^[a-zé_]{1,12}$/);
const payload = fc.dictionary(
  fc.oneof(fc.constantFrom('id', 'currentTime', 'duration', 'problem_id', 'user_id', 'new', 'body'), word),
  fc.jsonValue({ maxDepth: 2 }),
  { noNullPrototype: true },
);
const name = fc.constantFrom(
  ...[...EVENT_TYPES.keys()].filter((known) => EVENT_TYPES.get(known)?.type.about === undefined),
  'univarmor.quiz.won',
);
const event = fc.record({
  name,
  source: fc.constantFrom('server', 'browser', 'mobile'),
  time: fc.date({ min: new Date('2012-01-01'), max: new Date('2025-12-31'), noInvalidDate: true }).map((date) => date.toISOString()),
  userId: fc.oneof(fc.integer({ min: 1, max: 1e9 }), fc.constantFrom('', null)),
  username: fc.oneof(word, fc.constant('')),
  session: fc.oneof(fc.stringMatching(/^[0-9a-f]{32}$/), fc.constant('')),
  agent: word,
  payload,
});
type Sent = typeof event extends fc.Arbitrary<infer T> ? T : never;

/** The same event as the tracking log writes it, and as the event bus emits it. */
function log(sent: Sent): JsonObject {
  return {
    username: sent.username,
    event_source: sent.source,
    name: sent.name,
    event_type: sent.name,
    time: sent.time,
    agent: sent.agent,
    host: 'cours.exemple.fr',
    ip: '203.0.113.9',
    session: sent.session,
    page: `https://cours.exemple.fr/courses/${COURSE}/progress`,
    referer: `https://cours.exemple.fr/courses/${COURSE}/info`,
    context: { user_id: sent.userId, course_id: COURSE, org_id: 'UnivArmor', path: '/event' },
    event: sent.source === 'browser' ? JSON.stringify(sent.payload) : sent.payload,
  };
}
function emission(sent: Sent): JsonObject {
  const { context, event: _, event_type, name: __, time, ...rest } = log(sent);
  return { name: event_type, timestamp: time, data: sent.payload, context: { ...rest, ...(context as object) } };
}
const shuffled = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(shuffled)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, inner]) => [key, shuffled(inner)]),
        )
      : value;

describe('whatever is sent', () => {
  it('is one event in both wire shapes', () => {
    fc.assert(
      fc.property(event, (sent) => {
        expect(openedx.normalise(emission(sent), ignore)).toEqual(openedx.normalise(log(sent), ignore));
      }),
    );
  });

  it('keeps its identity under another prefix, line end, key order, address, browser and host', () => {
    fc.assert(
      fc.property(event, fc.constantFrom('', 'INFO [ip 203.0.113.9] - '), fc.constantFrom('', '\r\n', '\0'), (sent, prefix, end) => {
        const moved = { ...log(sent), ip: '198.51.100.7', agent: 'autre', host: 'lms-2', referer: '' };
        const line = openedx.undress(`${prefix}${JSON.stringify(shuffled(moved))}${end}`);
        expect(read(JSON.parse(line ?? '')).identity).toEqual(read(log(sent)).identity);
      }),
    );
  });

  it('is another event at another moment, by another person, with another payload', () => {
    fc.assert(
      fc.property(event, (sent) => {
        const { value } = read(log(sent)).identity;
        const others: Partial<Sent>[] = [
          { time: '2011-05-06T07:08:09.101Z' },
          { userId: 2e9 },
          { payload: { ...sent.payload, autre: 1 } },
          { session: 'x' },
        ];
        for (const change of others) expect(read(log({ ...sent, ...change })).identity.value).not.toBe(value);
      }),
    );
  });

  it('gives an outcome and never throws', () => {
    const junk = fc.dictionary(
      fc.constantFrom(
        'name',
        'event_type',
        'event_source',
        'event',
        'data',
        'context',
        'time',
        'username',
        'page',
        'referer',
        'session',
        'agent',
      ),
      fc.oneof(fc.jsonValue(), name, fc.webPath(), fc.webUrl(), fc.constant({ user_id: [], course_id: {}, module: 3, client: null })),
    );
    fc.assert(
      fc.property(fc.oneof(junk, fc.dictionary(fc.string(), fc.jsonValue())), (item) => {
        expect(openedx.normalise(item, ignore).kind).toMatch(/^(event|drop|rejection)$/);
        expect(typeof openedx.recognises(item)).toBe('boolean');
      }),
      { numRuns: 500 },
    );
  });

  it('reads any payload text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((text) => text.slice(0, 512)),
          fc.webQueryParameters(),
        ),
        name,
        (text, type) => {
          expect(openedx.normalise({ name: type, event: text, event_source: 'browser' }, ignore).kind).toMatch(/^(event|rejection)$/);
        },
      ),
    );
  });

  it('refuses JSON text that nests deeper than any line may', () => {
    const deep = `${'['.repeat(100)}${']'.repeat(100)}`;
    expect(openedx.normalise({ name: 'play_video', event: `{"id": ${deep}}` }, ignore)).toEqual({
      kind: 'rejection',
      code: 'too_deep',
      at: 'event',
    });
  });
});

it('cuts nothing that the golden pairs of a type have', () => {
  // A pair whose result is no row would hide that its entry is never read.
  const dropped = [...EVENT_TYPES.keys()].filter((type) => {
    const result = JSON.parse(readFileSync(new URL(`openedx/${type}.out.json`, import.meta.url), 'utf8'));
    return result.outcome.kind !== 'event';
  });
  expect(dropped).toEqual([]);
});
