import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detect } from '#core/normalise/detect.ts';
import type { JsonObject, Outcome } from '#core/normalise/dialect.ts';
import { caliper } from '#core/normalise/dialects/caliper/caliper.ts';
import { EVENT_TYPES } from '#core/normalise/dialects/caliper/table.ts';
import { VOCABULARY } from '#core/normalise/dialects/caliper/vocabulary.ts';
import { durationSeconds } from '#core/normalise/duration.ts';
import type { LearningEvent } from '#core/normalise/learning-event.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { itemsOfLine } from '#core/receive/split.ts';
import catalogue from './caliper-catalogue.json' with { type: 'json' };

const HERE = new URL('caliper/', import.meta.url);
const names = readdirSync(HERE)
  .filter((file) => file.endsWith('.in.json'))
  .map((file) => file.slice(0, -'.in.json'.length));
const given = (name: string) => (JSON.parse(readFileSync(new URL(`${name}.in.json`, HERE), 'utf8')) as { item: JsonObject }).item;
const result = (name: string) => JSON.parse(readFileSync(new URL(`${name}.out.json`, HERE), 'utf8')) as { outcome: Outcome };
const ignore = () => {};
const RECEIVED = Date.UTC(2026, 0, 15);

function eventOf(item: unknown): LearningEvent {
  const outcome = caliper.normalise(item as JsonObject, ignore);
  if (outcome.kind !== 'event') throw new Error(`no event: ${JSON.stringify(outcome)}`);
  return outcome.event;
}

describe('the table', () => {
  const pairs = Object.entries(catalogue).flatMap(([type, actions]) => actions.map((action) => [type, action] as const));
  const keys = [...EVENT_TYPES.keys()].map((key) => key.split(' ') as [string, string]);

  it('gives a meaning to every type and action of 1.2', () => {
    // The generic Event has any action: those of `*`.
    expect(pairs.filter(([type, action]) => !EVENT_TYPES.has(`${type === 'Event' ? '*' : type} ${action}`))).toEqual([]);
  });

  it('has a golden pair, and a row, for each of its types and actions', () => {
    const missing = [...keys, ...pairs].filter(([type, action]) => !names.includes(`${type === '*' ? 'Event' : type}.${action}`));
    expect(missing).toEqual([]);
    for (const [type, action] of [...keys, ...pairs])
      expect(result(`${type === '*' ? 'Event' : type}.${action}`).outcome.kind).toBe('event');
  });

  it('answers "other" for none of them', () => {
    const others = [...EVENT_TYPES].filter(([, entries]) => entries.some(({ type }) => type.action === 'other' && type.denied !== true));
    expect(others).toEqual([]);
  });

  it('names nothing unused but words of its vocabulary', () => {
    for (const name of names) {
      const { unused } = result(name) as unknown as { unused?: string[] };
      for (const path of unused ?? []) {
        // Names of extensions have dots themselves.
        const steps = path
          .replaceAll('com.instructure.canvas', 'canvas')
          .replaceAll(/bb:([a-z]+)\.([A-Za-z]+)/g, 'bb')
          .split('.');
        if (path !== '(unknown)') expect(steps.filter((step) => !VOCABULARY.has(step) && step !== 'canvas' && step !== 'bb')).toEqual([]);
      }
    }
  });
});

describe('one act is one event', () => {
  const events = names.map(given).flatMap((item) => (Array.isArray(item['data']) ? item['data'] : [item])) as unknown[];
  const objects = events.filter((event): event is JsonObject => typeof event === 'object' && event !== null && 'action' in event);
  const envelope = (event: unknown) => ({ sensor: 'https://autre.exemple.fr', sendTime: '2025-05-06T07:08:09+0000', data: [event] });
  const version = 'http://purl.imsglobal.org/ctx/caliper/v1p2';

  it('in an envelope and alone', () => {
    for (const event of objects) {
      if (event['@context'] === 'http://purl.imsglobal.org/ctx/caliper/v3') continue;
      expect(caliper.normalise(envelope(event), ignore)).toEqual(caliper.normalise(event, ignore));
      expect(caliper.normalise({ ...envelope(event), dataVersion: version }, ignore)).toEqual(caliper.normalise(event, ignore));
    }
  });

  it('whatever the order of its members, its names and the envelope', () => {
    const shuffled = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shuffled)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, inner]) => [key, key === 'name' || key === 'description' ? 'autre' : shuffled(inner)]),
            )
          : value;
    for (const event of objects) {
      const outcome = caliper.normalise(event, ignore);
      const other = caliper.normalise(envelope(shuffled(event)), ignore);
      if (outcome.kind === 'event') expect(other).toEqual(outcome);
    }
  });

  it('sent as one of many', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...objects), { maxLength: 8 }), (some) => {
        const line = JSON.stringify({ sensor: 'https://capteur.exemple.fr', dataVersion: version, data: some });
        const read = [...itemsOfLine(line)].map((item) => normaliseLine(item, null, RECEIVED, ignore));
        expect(read.map(({ dialect }) => dialect?.name)).toEqual(some.map(() => 'caliper'));
        expect(read.map(({ outcome }) => outcome)).toEqual(
          some.map(
            (event) => normaliseLine(JSON.stringify({ ...envelope(event), dataVersion: version }), 'caliper', RECEIVED, ignore).outcome,
          ),
        );
      }),
    );
  });

  it('with a UUID, written as Blackboard or as the standard has it', () => {
    const event = given('event.id-without-urn');
    const urn = { ...event, id: `urn:uuid:${String(event['id']).toLowerCase()}` };
    expect(eventOf(urn).identity).toEqual(eventOf(event).identity);
    expect(eventOf(event).identity.form).toBe('id');
    expect(eventOf(given('event.id-of-no-use')).identity.form).toBe('json');
  });

  it('of 1.0 by what was done, by whom, to what, when', () => {
    const [event] = given('1p0.graded')['data'] as [JsonObject];
    const { value, form } = eventOf(event).identity;
    expect(form).toBe('json');
    const changes = [
      { eventTime: '2025-02-03T09:15:01.000Z' },
      { actor: 'https://moodle.univ-armor.fr/user/view.php?id=99' },
      { object: 'https://moodle.univ-armor.fr/mod/quiz/view.php?id=41' },
      { generated: { totalScore: 13 } },
    ];
    for (const change of changes) expect(eventOf({ ...event, ...change }).identity.value).not.toBe(value);
    expect(eventOf({ ...event, federatedSession: 'https://moodle.univ-armor.fr/session/autre' }).identity.value).toBe(value);
  });
});

describe('whom a row is about', () => {
  it('is the learner, never the grader, and they do not tie', () => {
    for (const name of ['GradeEvent.Graded', 'OutcomeEvent.Graded', '1p0.graded', 'canvas.grade-change', 'blackboard.graded']) {
      const item = given(name);
      const event = (Array.isArray(item['data']) ? item['data'][0] : item) as { actor: { id?: string; '@id'?: string } };
      const { person, role, session, client } = eventOf(item);
      const grader = event.actor.id ?? event.actor['@id'];
      expect(JSON.stringify(person)).not.toContain(String(grader).split(/[=:/]/).at(-1));
      expect(person?.length).toBeGreaterThan(0);
      expect([role, session, client]).toEqual([null, null, {}]);
    }
  });

  it('is nobody where a grade does not say whose it is', () => {
    const event = given('GradeEvent.Graded');
    const thinned = { ...event, object: 'https://campus.univ-armor.fr/a/1', generated: 'https://campus.univ-armor.fr/r/1' };
    expect(eventOf(thinned).person).toBeNull();
  });

  it.each([
    ['urn:instructure:canvas:user:21070000000000042', 'user_id', '21070000000000042'],
    ['https://moodle.univ-armor.fr/user/view.php?id=17', 'user_id', '17'],
    [
      'https://cours.exemple.fr/user/6c1f2a3b-4d5e-4f60-8a7b-9c0d1e2f3a4b',
      'iri',
      'https://cours.exemple.fr/user/6c1f2a3b-4d5e-4f60-8a7b-9c0d1e2f3a4b',
    ],
  ])('%s', (actor, kind, value) => {
    expect(eventOf({ ...given('event.thinned'), actor }).person).toEqual([{ kind, value }]);
    expect(
      eventOf({ ...given('event.thinned'), actor: { '@id': actor, '@type': 'http://purl.imsglobal.org/caliper/v1/lis/Person' } }).person,
    ).toEqual([{ kind, value }]);
  });
});

describe('recognising', () => {
  it.each([
    ['an envelope', { sensor: 'x', data: [] }, true],
    ['a broken envelope', { sensor: 'x', sendTime: 'x' }, true],
    ['an event of 1.2', { '@context': 'http://purl.imsglobal.org/ctx/caliper/v1p2', type: 'ViewEvent' }, true],
    ['an event of 1.0', { '@context': 'http://purl.imsglobal.org/ctx/caliper/v1/Context', '@type': 'x' }, true],
    ['a list of contexts', { '@context': ['http://exemple.fr', 'https://purl.imsglobal.org/ctx/caliper/v1p1'] }, true],
    ['a native event', { sillage: 1, sensor: 'x', data: [] }, false],
    ['an xAPI statement', { actor: {}, verb: {}, sensor: 'x', data: [] }, false],
    ['other JSON-LD', { '@context': 'https://schema.org', type: 'ViewEvent' }, false],
    ['a Canvas event', { metadata: { event_name: 'x' }, body: {} }, false],
    ['something with a sensor', { sensor: 'x' }, false],
  ])('%s', (_, item, expected) => {
    expect(caliper.recognises(item as JsonObject)).toBe(expected);
    if (expected) expect(detect(item as JsonObject)).toBe(caliper);
  });

  it('is alone in it', () => {
    for (const name of names.filter((name) => !name.startsWith('event.unknown'))) expect(detect(given(name))).toBe(caliper);
  });
});

describe('durations', () => {
  it.each([
    ['PT1M30.5S', 90.5],
    ['P1DT1H', 90_000],
    ['P2W', 1_209_600],
    ['PT0S', 0],
    ['PT1,5M', 90],
    ['P', null],
    ['PT', null],
    ['P1DT', null],
    ['P1Y', null],
    ['1:30', null],
    [`PT${'9'.repeat(100)}S`, null],
  ])('%s', (text, expected) => {
    expect(durationSeconds(text)).toBe(expected);
  });

  it('never throw', () => {
    fc.assert(fc.property(fc.string(), (text) => durationSeconds(text) === null || durationSeconds(text) !== undefined));
  });
});
