import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dialect, JsonObject } from '#core/normalise/dialect.ts';
import { caliper } from '#core/normalise/dialects/caliper/caliper.ts';
import { canvas } from '#core/normalise/dialects/canvas/canvas.ts';

// Whatever a sender may put in place of a value: one line must never take its batch with it.

const parse = (text: string): unknown => JSON.parse(text);
const long = (text: string) => text.repeat(Math.ceil(20_000 / text.length));

const HOSTILE: readonly unknown[] = [
  ...['toString', 'valueOf', 'toJSON', 'length', 'constructor', '__proto__', 'then'].flatMap((name) => [
    parse(`{"${name}": 1}`),
    parse(`{"${name}": {"${name}": {}}}`),
    name,
  ]),
  parse('{"__proto__": {"id": "urn:instructure:canvas:user:1", "type": "Person"}, "constructor": {"prototype": null}}'),
  ...[[], [[[[]]]], [{ toString: 1 }, null], {}, null, true, 0, -1, 1.5, 1e308, 5e-324, 2 ** 53, '', '0', '\0', '\ud800', '%', '{'],
  '/\ud800/block-v1:a+b+c+type@problem+block@\udfff',
  ...['a', '/', '%', 'course-v1:a+', 'urn:instructure:canvas:user:', 'PT1', '/user/view.php?id=', 'http://purl.imsglobal.org/', '1'].map(
    long,
  ),
];

function placesIn(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...at, key], ...placesIn(inner, [...at, key])]);
}

function replaced(value: unknown, [step, ...rest]: readonly string[], by: unknown): unknown {
  if (step === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[step] = replaced(copy[step], rest, by);
  return copy;
}

function kindOf(dialect: Dialect, item: JsonObject): string {
  expect(typeof dialect.recognises(item)).toBe('boolean');
  return dialect.normalise(item, (path) => expect(typeof path).toBe('string')).kind;
}

const KINDS = /^(event|drop|rejection)$/;

describe.each([caliper, canvas])('a hostile value in $name', (dialect) => {
  const here = new URL(`${dialect.name}/`, import.meta.url);
  const items = readdirSync(here)
    .filter((file) => file.endsWith('.in.json'))
    .map((file) => (JSON.parse(readFileSync(new URL(file, here), 'utf8')) as { item: JsonObject }).item);

  const everywhere = [
    parse('{"toString": 1, "valueOf": 1, "toJSON": 1, "length": 1, "then": 1, "__proto__": {"a": 1}, "constructor": 1}'),
    [[{ toString: null, valueOf: null }]],
    '/courses/\ud800/block-v1:;_;_%E0%A4%A?a=\udfff#%',
  ];

  it.each(everywhere.map((value) => [JSON.stringify(value), value] as const))('%s stands in any one place', (_, value) => {
    for (const item of items)
      for (const place of placesIn(item)) expect(kindOf(dialect, replaced(item, place, value) as JsonObject)).toMatch(KINDS);
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
        expect(kindOf(dialect, changed as JsonObject)).toMatch(KINDS);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is all that there is', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (item) => {
        expect(kindOf(dialect, item)).toMatch(KINDS);
      }),
    );
  });
});
