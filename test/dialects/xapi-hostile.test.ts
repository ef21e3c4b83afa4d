import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/normalise/dialect.ts';
import { xapi } from '#core/normalise/dialects/xapi/xapi.ts';

// Whatever a sender may put in place of a value: one statement must never take its batch with it.

const HERE = new URL('xapi/', import.meta.url);
const files = readdirSync(HERE).filter((file) => file.endsWith('.in.json'));
const items = files.map((file) => (JSON.parse(readFileSync(new URL(file, HERE), 'utf8')) as { item: JsonObject }).item);

const ignore = () => {};
/** Those of the verbs are alike. */
const various = items.filter((_, i) => !(files[i] as string).startsWith('verb.'));

const parse = (text: string): unknown => JSON.parse(text);
const long = (text: string) => text.repeat(Math.ceil(20_000 / text.length));

const HOSTILE: readonly unknown[] = [
  ...['toString', 'valueOf', 'toJSON', 'length', 'constructor', '__proto__', 'hasOwnProperty', 'then'].flatMap((name) => [
    parse(`{"${name}": 1}`),
    parse(`{"${name}": {"${name}": {}}}`),
    name,
  ]),
  parse('{"__proto__": {"id": "https://a.example/", "mbox": "mailto:a@b.example", "objectType": "Agent"}}'),
  [],
  [[[[]]]],
  [{ id: null }, { id: {} }, null, 7],
  {},
  null,
  true,
  0,
  -1,
  1e308,
  5e-324,
  2 ** 53,
  '',
  '\0',
  '\ud800',
  'https://a.example/xblock/block-v1:\ud800+b+c+type@d+block@e/%E0%A4%A?a=\udfff#%',
  'https://moodle.example/course/view.php?id=99999999999999',
  long('a'),
  long('/'),
  long('%'),
  long('https://a.example/'),
  long('course-v1:a+'),
  long('PT1.'),
  long('[,]'),
  long('w3id.org/xapi/'),
  Array.from({ length: 5_000 }, () => ({ id: 'https://a.example/', definition: { type: 'x' } })),
];

/** Every path to a member of the item. */
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

function kindOf(item: JsonObject): string {
  xapi.recognises(item);
  return xapi.normalise(item, ignore).kind;
}

describe('a hostile value', () => {
  it.each(HOSTILE.map((value) => [(JSON.stringify(value) ?? '').slice(0, 60), value] as const))(
    '%s stands in any one place',
    (_, value) => {
      const before = performance.now();
      for (const item of various) for (const place of placesIn(item)) kindOf(replaced(item, place, value) as JsonObject);
      expect(performance.now() - before).toBeLessThan(20_000);
    },
  );

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

  it('is any JSON object at all', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('actor', 'verb', 'object', 'result', 'context', 'timestamp', 'id'), fc.jsonValue()),
        (item) => {
          expect(kindOf(item as JsonObject)).toMatch(/^(event|drop|rejection)$/);
        },
      ),
    );
  });
});
