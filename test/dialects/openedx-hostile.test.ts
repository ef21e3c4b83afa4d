import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, Outcome } from '#core/normalise/dialect.ts';
import { openedx } from '#core/normalise/dialects/openedx/openedx.ts';

// Whatever a sender may put in place of a value: one line must never take its batch with it.

const HERE = new URL('openedx/', import.meta.url);

/** The golden inputs that are objects at all. */
const items = readdirSync(HERE)
  .filter((file) => file.endsWith('.in.json'))
  .flatMap((file) => {
    const given = JSON.parse(readFileSync(new URL(file, HERE), 'utf8')) as { item?: JsonObject; line?: string };
    return [given.item ?? parsed(openedx.undress(given.line ?? '') ?? '')];
  })
  .filter((item) => typeof item === 'object' && item !== null && !Array.isArray(item)) as JsonObject[];

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const parse = (text: string): unknown => JSON.parse(text);
const long = (text: string) => text.repeat(Math.ceil(20_000 / text.length));

const HOSTILE: readonly unknown[] = [
  ...['toString', 'valueOf', 'toJSON', 'length', 'constructor', '__proto__', 'hasOwnProperty', 'then'].flatMap((name) => [
    parse(`{"${name}": 1}`),
    parse(`{"${name}": null}`),
    parse(`{"${name}": {"${name}": {}}}`),
    name,
  ]),
  parse('{"__proto__": {"toString": 1, "valueOf": 2, "user_id": 3, "course_id": "course-v1:A+B+C"}, "constructor": {"prototype": null}}'),
  [],
  [[[[]]]],
  [{ toString: 1 }, { valueOf: [] }, null],
  {},
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  -1e308,
  5e-324,
  2 ** 53,
  '',
  '0',
  '1.0',
  '\0',
  '\ud800',
  '/\ud800/i4x:;_;_\ud800;_b;_c;_d/i4x://\udfff/b/c/d',
  '%',
  '%E0%A4%A',
  '{',
  '[[',
  '{"toString": 1}',
  '{"__proto__": {"problem_id": {"toString": 1}}}',
  long('a'),
  long('/'),
  long('%'),
  long('i4x://'),
  long('course-v1:a+'),
  long('/courses/a'),
  long('input_a_1_'),
  long('{"a":['),
  long('é\ud83d'),
];

/** Every path to a member of the item, and of JSON text within it. */
function placesIn(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value === 'string' && value.startsWith('{')) return placesIn(parsed(value), [...at, 'JSON']);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...at, key], ...placesIn(inner, [...at, key])]);
}

function replaced(value: unknown, [step, ...rest]: readonly string[], by: unknown): unknown {
  if (step === undefined) return by;
  if (typeof value === 'string') return JSON.stringify(replaced(parsed(value), rest, by));
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[step] = replaced(copy[step], rest, by);
  return copy;
}

function kindOf(item: JsonObject): Outcome['kind'] {
  if (!openedx.recognises(item)) return 'rejection';
  return openedx.normalise(item, (path) => expect(typeof path).toBe('string')).kind;
}

describe('a hostile value', () => {
  it('is not asked for its text where it should decide', () => {
    const event = (name: string, payload: unknown) =>
      openedx.normalise({ event_type: name, event_source: 'server', event: payload }, () => {});
    for (const payload of [{ undo_vote: { toString: 1 } }, '{"undo_vote": {"toString": 1}}', { undo_vote: [{ valueOf: 1 }] }])
      expect(event('edx.forum.thread.voted', payload)).toMatchObject({ kind: 'event', event: { action: 'voted' } });
    expect(event('edx.forum.thread.voted', { undo_vote: ['true'] })).toMatchObject({ event: { action: 'voted' } });
    expect(event('edx.forum.thread.voted', { undo_vote: 'true' })).toMatchObject({ event: { action: 'unvoted' } });
    expect(event('edx.forum.thread.voted', { undo_vote: true })).toMatchObject({ event: { action: 'unvoted' } });
  });

  it('with half a surrogate pair in a block key is still an address', () => {
    for (const url of ['/xblock/i4x:;_;_\ud800;_b;_c;_d', 'https://cours.exemple.fr/i4x://\udfff/b/c/d'])
      for (const place of ['page', 'referer', 'event_type'])
        expect(openedx.normalise({ event_type: 'page_close', event: '{}', [place]: url }, () => {}).kind).toBe('event');
  });

  const everywhere = [
    parse('{"toString": 1, "valueOf": 1, "toJSON": 1, "length": 1, "then": 1, "__proto__": {"a": 1}, "constructor": 1}'),
    [[{ toString: null, valueOf: null }]],
    '/courses/\ud800/i4x:;_;_\ud800;_b;_c;_d/%E0%A4%A?a=\udfff#%',
  ];

  it.each(everywhere.map((value) => [JSON.stringify(value), value] as const))('%s stands in any one place', (_, value) => {
    for (const item of items) for (const place of placesIn(item)) kindOf(replaced(item, place, value) as JsonObject);
  });

  it('stands in many places at once', () => {
    const change = fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(...HOSTILE), fc.jsonValue({ maxDepth: 4 })));
    fc.assert(
      fc.property(fc.constantFrom(...items), fc.array(change, { minLength: 1, maxLength: 6 }), (item, changes) => {
        let changed: unknown = item;
        for (const [nth, value] of changes) {
          const places = placesIn(changed);
          const place = places[nth % places.length];
          if (place !== undefined) changed = replaced(changed, place, value);
        }
        expect(kindOf(changed as JsonObject)).toMatch(/^(event|drop|rejection)$/);
      }),
      { numRuns: 2_000 },
    );
  });
});
