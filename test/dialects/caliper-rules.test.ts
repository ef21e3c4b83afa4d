import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/normalise/dialect.ts';
import { breach } from '#core/normalise/dialects/caliper/rules/rules.ts';
import { RULES } from '#core/normalise/rules.ts';

const CONTEXT = { '1.0': 'http://purl.imsglobal.org/ctx/caliper/v1/Context', '1.1': 'v1p1', '1.2': 'v1p2' } as const;
type Version = keyof typeof CONTEXT;
const contextOf = (version: Version) => (version === '1.0' ? CONTEXT['1.0'] : `http://purl.imsglobal.org/ctx/caliper/${CONTEXT[version]}`);

/** Of 1.2: its own test's table, which the code does not read. */
const CATALOGUE = JSON.parse(readFileSync(new URL('caliper-catalogue.json', import.meta.url), 'utf8')) as Record<string, string[]>;
/** Deprecated by 1.1, gone in 1.2. */
const FORMER: Readonly<Record<string, string>> = {
  AnnotationEvent:
    'Attached Classified Commented Described Disliked Identified Liked Linked Questioned Ranked Recommended Replied Subscribed',
  AssessmentItemEvent: 'Reviewed Viewed',
  AssignableEvent: 'Abandoned Hid Showed',
  MediaEvent: 'Rewound',
  OutcomeEvent: 'Graded',
  ReadingEvent: 'NavigatedTo Searched Viewed',
};
const FIRST = new Set(
  'Annotation Assessment AssessmentItem Assignable Media Navigation Outcome Reading Session View'.split(' ').map((name) => `${name}Event`),
);

const person = (version: Version = '1.2') =>
  version === '1.0'
    ? { '@id': 'https://campus.exemple.fr/users/17', '@type': 'http://purl.imsglobal.org/caliper/v1/lis/Person' }
    : { id: 'https://campus.exemple.fr/users/17', type: 'Person' };

function event(type: string, action: string, version: Version = '1.2', changes: JsonObject = {}): JsonObject {
  const common = { '@context': contextOf(version), actor: person(version), object: 'https://campus.exemple.fr/things/3' };
  const when = { eventTime: '2026-03-02T09:00:00.000Z', ...changes };
  if (version !== '1.0') return { ...common, id: 'urn:uuid:0d3c9a1e-7c8f-4b8e-9d76-1f0a5b2c3d4e', type, action, ...when };
  const iris = {
    '@type': `http://purl.imsglobal.org/caliper/v1/${type}`,
    action: `http://purl.imsglobal.org/vocab/caliper/v1/action#${action}`,
  };
  return { ...common, ...iris, ...when };
}

function envelope(data: unknown, changes: JsonObject = {}): JsonObject {
  return {
    sensor: 'https://campus.exemple.fr/sensor',
    sendTime: '2026-03-02T09:00:01.000Z',
    dataVersion: contextOf('1.2'),
    data,
    ...changes,
  };
}

const viewed = (changes: JsonObject = {}) => event('ViewEvent', 'Viewed', '1.2', changes);
const about = (object: JsonObject) => viewed({ object: { id: 'https://campus.exemple.fr/things/3', type: 'Document', ...object } });

it('is the rule that batches name', () => {
  expect(RULES.get('caliper')).toBe(breach);
});

describe('types of events and their actions', () => {
  const all = [...new Set(Object.values(CATALOGUE).flat())];
  const former = Object.entries(FORMER).map(([type, actions]): [string, string[]] => [type, actions.split(' ')]);

  it.each(Object.entries(CATALOGUE).filter(([type]) => type !== 'Event'))('%s', (type, actions) => {
    for (const action of actions) {
      expect(breach(event(type, action)), action).toBe(null);
      expect(breach(event(type, action, '1.1')), action).toBe(null);
      expect(breach(event(type, action, '1.0')), action).toBe(FIRST.has(type) ? null : '@type');
    }
    for (const action of all) if (!actions.includes(action)) expect(breach(event(type, action)), action).toBe('action');
  });

  it('lets the generic Event have any action of the specification, and none of a sender', () => {
    for (const action of all)
      for (const version of ['1.0', '1.1', '1.2'] as const) expect(breach(event('Event', action, version))).toBe(null);
    expect(all.length).toBeGreaterThan(70);
    expect(breach(event('Event', 'Juggled'))).toBe('action');
  });

  it.each(former)('what 1.1 deprecates holds until there: %s', (type, actions) => {
    for (const action of actions) {
      expect(breach(event(type, action))).toBe(type in CATALOGUE ? 'action' : 'type');
      for (const version of ['1.0', '1.1'] as const) expect(breach(event(type, action, version))).toBe(null);
    }
  });

  it('knows no other type', () => {
    for (const type of ['JugglingEvent', 'constructor', 'Event2Event', 'LtiEvent']) expect(breach(event(type, 'Viewed'))).toBe('type');
  });

  it('writes terms as terms, and as IRIs in 1.0 only', () => {
    const type = 'http://purl.imsglobal.org/caliper/v1/ViewEvent';
    expect(breach(viewed({ type }))).toBe('type');
    expect(breach(viewed({ action: 'http://purl.imsglobal.org/vocab/caliper/v1/action#Viewed' }))).toBe('action');
  });
});

describe('an envelope', () => {
  it.each([
    ['of an event', envelope([viewed()])],
    ['of an entity', envelope([{ '@context': contextOf('1.2'), ...person() }])],
    ['of an IRI', envelope(['https://campus.exemple.fr/users/17'])],
    ['of nothing', envelope([])],
    ['with +0000', envelope([viewed()], { sendTime: '2026-03-02T09:00:01+0000' })],
    ['of 1.0', envelope([event('ViewEvent', 'Viewed', '1.0')], { dataVersion: undefined, sensor: 'Moodle of the campus' })],
    ['of 1.0 with a null version', envelope([event('ViewEvent', 'Viewed', '1.0')], { dataVersion: null })],
    [
      'of an extension of 1.1',
      envelope([event('SearchEvent', 'Searched', '1.1')], { dataVersion: `${contextOf('1.1')}/SearchProfile-extension` }),
    ],
  ])('%s keeps the rules', (_what, item) => {
    expect(breach(item)).toBe(null);
  });

  it.each([
    ['sensor', envelope([viewed()], { sensor: 'my sensor' })],
    ['sensor', envelope([viewed()], { sensor: 17 })],
    ['sensor', envelope([viewed()], { sensor: undefined })],
    ['sensor', envelope([], { sensor: ' ', dataVersion: null })],
    ['sendTime', envelope([viewed()], { sendTime: undefined })],
    ['sendTime', envelope([viewed()], { sendTime: '2026-03-02' })],
    ['sendTime', envelope([viewed()], { sendTime: 1_772_442_001 })],
    ['dataVersion', envelope([viewed()], { dataVersion: 'http://purl.imsglobal.org/ctx/caliper/v1p3' })],
    ['dataVersion', envelope([viewed()], { dataVersion: 1.2 })],
    ['dataVersion', envelope([viewed()], { dataVersion: null })],
    ['data', envelope(undefined)],
    ['data', envelope(viewed())],
    ['data', envelope([7])],
    ['data', envelope([[viewed()]])],
    ['data', envelope(['a person'])],
    ['@context', envelope([viewed({ '@context': undefined })])],
    ['action', envelope([viewed({ action: 'Juggled' })])],
    ['type', envelope([{ '@context': contextOf('1.2'), id: 'https://campus.exemple.fr/x', type: 'Juggler' }])],
    ['@type', envelope([{ '@context': contextOf('1.0'), '@id': 'https://campus.exemple.fr/x', '@type': 'Juggler' }])],
  ])('breaks them at %s', (at, item) => {
    expect(breach(item)).toBe(at);
  });
});

describe('an event', () => {
  it.each([
    ['with a profile', viewed({ profile: 'ReadingProfile' })],
    ['with contexts of its own beside', viewed({ '@context': [{ mine: 'https://campus.exemple.fr/terms#' }, contextOf('1.2')] })],
    ['with null for nothing', viewed({ target: null, generated: null, profile: null, extensions: null })],
    ['thinned', viewed({ actor: 'https://campus.exemple.fr/users/17', group: 'urn:campus:course:3', session: '_:b0' })],
    ['with a blank node', viewed({ actor: { id: '_:b0', type: 'Person' } })],
    ['in microseconds', viewed({ eventTime: '2026-03-02T09:00:00.123456Z' })],
    ['with an offset of zero', viewed({ eventTime: '2026-03-02T09:00:00.000+00:00' })],
    ['with anything in its extensions', viewed({ extensions: { eventTime: 'x', actor: 7, type: [] } })],
    ['with the empty map of PHP', viewed({ extensions: [] })],
    ['of 1.0 in whole seconds', event('ViewEvent', 'Viewed', '1.0', { eventTime: '2026-03-02T09:00:00Z' })],
    ['of 1.0 with a duration in seconds', event('MediaEvent', 'Paused', '1.0', { object: { ...person('1.0'), duration: 90 } })],
  ])('%s keeps the rules', (_what, item) => {
    expect(breach(item)).toBe(null);
  });

  it.each([
    ['@context', { '@context': 'https://www.w3.org/ns/activitystreams' }],
    ['@context', { '@context': 'http://purl.imsglobal.org/ctx/caliper/v2' }],
    ['id', { id: undefined }],
    ['id', { id: '0d3c9a1e-7c8f-4b8e-9d76-1f0a5b2c3d4e' }],
    ['id', { id: 'https://campus.exemple.fr/events/1' }],
    ['type', { type: undefined }],
    ['type', { type: ['ViewEvent'] }],
    ['profile', { profile: 'JugglingProfile' }],
    ['actor', { actor: undefined }],
    ['actor', { actor: '' }],
    ['actor', { actor: 'Amélie Dupré' }],
    ['actor', { actor: [person()] }],
    ['actor', { actor: 17 }],
    ['actor.id', { actor: { type: 'Person' } }],
    ['actor.id', { actor: { id: 'amelie.dupre', type: 'Person' } }],
    ['actor.type', { actor: { id: 'urn:x:1' } }],
    ['actor.type', { actor: { id: 'urn:x:1', type: 'Juggler' } }],
    ['action', { action: undefined }],
    ['action', { action: ['Viewed'] }],
    ['object', { object: null }],
    ['eventTime', { eventTime: undefined }],
    ['eventTime', { eventTime: '2026-03-02T09:00:00Z' }],
    ['eventTime', { eventTime: '2026-03-02T10:00:00.000+01:00' }],
    ['eventTime', { eventTime: '2026-03-02 09:00:00.000Z' }],
    ['eventTime', { eventTime: '2026-02-30T09:00:00.000Z' }],
    ['eventTime', { eventTime: 1_772_442_000_000 }],
    ['edApp', { edApp: 'the campus' }],
    ['referrer', { referrer: 'not an IRI' }],
    ['membership.member', { membership: { id: 'urn:x:1', type: 'Membership', member: 'amelie' } }],
    ['session.startedAtTime', { session: { id: 'urn:x:1', type: 'Session', startedAtTime: 'this morning' } }],
    ['extensions', { extensions: 'none' }],
    ['federatedSession.messageParameters', { federatedSession: { id: 'urn:x:1', type: 'LtiSession', messageParameters: [1] } }],
  ])('breaks them at %s', (at, changes) => {
    expect(breach(viewed(changes))).toBe(at);
  });

  it.each([
    ['@id', { actor: { '@type': 'http://purl.imsglobal.org/caliper/v1/lis/Person' } }],
    ['@type', { actor: { '@id': 'urn:x:1', '@type': 'http://exemple.fr/Person' } }],
  ])('names %s as 1.0 spells it', (name, changes) => {
    expect(breach(event('ViewEvent', 'Viewed', '1.0', changes))).toBe(`actor.${name}`);
  });
});

describe('an entity', () => {
  const SELECTOR = { type: 'TextPositionSelector', start: 2, end: 9 };
  const SIS = { type: 'SystemIdentifier', identifierType: 'SisSourcedId', identifier: 'E-17' };
  it.each([
    { duration: 'PT1H30M', maxScore: 20, creators: ['urn:x:1', person()], isPartOf: null },
    { duration: 'P1Y2M', selection: SELECTOR, otherIdentifiers: [SIS] },
    { extensions: { duration: 'long' }, keywords: ['a'], items: [] },
  ])('%j keeps the rules', (object) => {
    expect(breach(about(object))).toBe(null);
  });

  it.each([
    ['object.duration', { duration: 'long' }],
    ['object.duration', { duration: 'P' }],
    ['object.duration', { duration: 'PT1.5H3M' }],
    ['object.duration', { duration: 90 }],
    ['object.dateCreated', { dateCreated: '2026-03-02' }],
    ['object.maxScore', { maxScore: '20' }],
    ['object.creators', { creators: ['Inès'] }],
    ['object.creators.type', { creators: [person(), { id: 'urn:x:1' }] }],
    ['object.isPartOf.isPartOf.id', { isPartOf: { id: 'urn:x:1', type: 'Forum', isPartOf: { type: 'Forum' } } }],
    ['object.selection.end', { selection: { type: 'TextPositionSelector', start: 2 } }],
    ['object.otherIdentifiers.identifier', { otherIdentifiers: [{ ...SIS, identifier: '' }] }],
    ['object.extensions', { extensions: 7 }],
  ])('breaks them at %s', (at, object) => {
    expect(breach(about(object))).toBe(at);
  });

  it('tells what a measure measures', () => {
    const measure = { id: 'urn:x:1', type: 'AggregateMeasure', metric: 'MinutesOnTask', metricValue: 17 };
    expect(breach(event('ToolUseEvent', 'Used', '1.2', { generated: measure }))).toBe(null);
    expect(breach(event('ToolUseEvent', 'Used', '1.2', { generated: { ...measure, metricValue: undefined } }))).toBe(
      'generated.metricValue',
    );
  });
});

describe('the golden events', () => {
  const folder = new URL('caliper/', import.meta.url);
  const faults = new Map<string, string>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.in.json'))) {
    const { item } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { item: JsonObject };
    const fault = breach(item);
    if (fault !== null) faults.set(file.slice(0, -'.in.json'.length), fault);
  }
  const SENSORS_OWN =
    'CalculatedGradeSnapshotEvent ContentEvent LTIEvent LtiEvent OutcomeEvent ReadingEvent event.of-its-own-type event.without-type'.split(
      ' ',
    );

  it('of Canvas keep the rules, and those of Moodle and of Open edX but for two', () => {
    const theirs = [...faults].filter(([name]) => /^(?:canvas|1p0|openedx)\./.test(name));
    // 1.0 has no messages; an actor of Open edX's without a name is no IRI.
    expect(theirs).toEqual([
      ['1p0.message', '@type'],
      ['openedx.bare-actor', 'actor.id'],
    ]);
  });

  it('of Blackboard do not: its sensor is a bare UUID', () => {
    const theirs = [...faults].filter(([name]) => name.startsWith('blackboard.'));
    expect(theirs.map(([, at]) => at)).toEqual(theirs.map(() => 'sensor'));
    expect(theirs.length).toBeGreaterThan(3);
  });

  it('of types and actions that only senders know break them there', () => {
    for (const [name, at] of faults)
      if (at === 'type')
        expect(
          SENSORS_OWN.some((own) => name.startsWith(own)),
          name,
        ).toBe(true);
    for (const [name, at] of faults) {
      const [type = '', action = ''] = name.split('.');
      if (at === 'action' && action !== 'without-action') expect(CATALOGUE[type]?.includes(action), name).toBe(false);
    }
  });

  it('break them nowhere else', () => {
    const rest = [...faults].filter(([name, at]) => at !== 'type' && at !== 'action' && !/^(?:blackboard|1p0|openedx)\./.test(name));
    expect(Object.fromEntries(rest)).toEqual({
      'envelope.data-object': 'data',
      'envelope.number': 'data',
      'envelope.unknown-version': 'dataVersion',
      'event.bad-time': 'eventTime',
      'event.group-of-no-type': 'group.type',
      'event.id-iri': 'id',
      'event.id-of-no-use': 'id',
      'event.id-without-urn': 'id',
      'event.unknown-version': '@context',
      'event.without-time': 'eventTime',
    });
  });
});

describe('whatever is sent', () => {
  const WORDS = /^(?:@?[a-zA-Z]{2,24}(?:\.|$))+$/;
  const known = fc.constantFrom(
    ...'@context @id @type id type actor object items creators eventTime duration extensions data sensor sendTime action'.split(' '),
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'medium' },
      fc.constantFrom(contextOf('1.2'), contextOf('1.0'), 'ViewEvent', 'Viewed', 'Person', 'urn:x:1', '', null, 7),
      fc.string(),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(known, fc.string()), tie('tree'), { maxKeys: 8 }),
    ),
  }));

  it('gives a path in the words of the specification, or null', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(known, fc.string()), tree, { maxKeys: 12 }), (item) => {
        const at = breach(item);
        return at === null || WORDS.test(at);
      }),
    );
  });

  it('finds no fault in what only adds to extensions, and one wherever a required member is taken away', () => {
    const required = ['@context', 'id', 'type', 'actor', 'action', 'object', 'eventTime'] as const;
    fc.assert(
      fc.property(fc.dictionary(fc.string(), tree), fc.constantFrom(...required), (extensions, name) => {
        const { [name]: _, ...rest } = viewed({ extensions });
        return breach(viewed({ extensions })) === null && breach(rest) === name;
      }),
    );
  });

  it('is quick with what is hostile', () => {
    const began = performance.now();
    for (const hostile of ['a:'.repeat(200_000), `${' '.repeat(400_000)}x`, `P${'1'.repeat(400_000)}`, `urn:uuid:${'0'.repeat(400_000)}`]) {
      for (const name of ['id', 'type', 'actor', 'action', 'object', 'eventTime', '@context']) breach(viewed({ [name]: hostile }));
      breach(about({ duration: hostile, dateCreated: hostile }));
      breach(envelope([viewed()], { sensor: hostile, sendTime: hostile, dataVersion: hostile }));
    }
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('goes no deeper than a line may nest', () => {
    let thing: JsonObject = { id: 'urn:x:1', type: 'Forum' };
    for (let i = 0; i < 20_000; i++) thing = { id: 'urn:x:1', type: 'Forum', isPartOf: thing };
    expect(breach(viewed({ object: thing }))).toMatch(/^object(\.isPartOf){64,65}\.type$/);
  });
});
