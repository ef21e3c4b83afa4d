import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOther } from '#core/normalise/dialects/moodle/other.ts';
import { type PhpValue, phpValue } from '#core/normalise/dialects/moodle/php.ts';

/** PHP's serialize() of plain data. */
function serialise(value: PhpValue): string {
  if (value === null) return 'N;';
  if (typeof value === 'boolean') return `b:${value ? 1 : 0};`;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? `i:${value};` : `d:${value};`;
  if (typeof value === 'string') return `s:${Buffer.byteLength(value)}:"${value}";`;
  const entries = Object.entries(value);
  const key = (name: string) => (/^(?:0|[1-9]\d{0,8})$/.test(name) ? `i:${name};` : serialise(name));
  return `a:${entries.length}:{${entries.map(([name, inner]) => key(name) + serialise(inner)).join('')}}`;
}

const { value } = fc.letrec<{ value: PhpValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'grapheme' }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.dictionary(fc.string({ minLength: 1 }), tie('value'), { maxKeys: 5, noNullPrototype: true }) as fc.Arbitrary<PhpValue>,
  ),
}));

describe('PHP-serialised data', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(value, (given) => {
        expect(phpValue(serialise(given))).toEqual(given);
      }),
    );
  });

  it.each([
    ['lengths in bytes', 'a:1:{s:1:"q";s:7:"été…";}', undefined],
    ['lengths in bytes, told right', 'a:1:{s:1:"q";s:8:"été…";}', { q: 'été…' }],
    ['quotes and braces in text', 's:9:"a";}b:"cd";', 'a";}b:"cd'],
    ['decimals', 'd:7.5;', 7.5],
    ['decimals with an exponent', 'd:1.0E+25;', 1e25],
    ['a key that is a prototype', 'a:1:{s:9:"__proto__";i:1;}', JSON.parse('{"__proto__": 1}')],
  ])('%s', (_, text, expected) => expect(phpValue(text)).toEqual(expected));

  it.each([
    ['an object', 'O:8:"stdClass":1:{s:1:"a";i:1;}'],
    ['an object in an array', 'a:1:{i:0;O:8:"stdClass":0:{}}'],
    ['a custom one', 'C:11:"ArrayObject":0:{}'],
    ['a reference', 'a:2:{i:0;i:1;i:1;R:2;}'],
    ['an enumeration', 'E:7:"Foo:Bar";'],
    ['a cut one', 'a:1:{s:4:"code";s:12:"43'],
    ['more after its end', 'i:1;i:2;'],
    ['an array as a key', 'a:1:{a:0:{}i:1;}'],
    ['no number', 'd:INF;'],
    ['more elements than it says', 'a:999999:{i:0;i:1;}'],
    ['depth', `${'a:1:{i:0;'.repeat(50)}N;${'}'.repeat(50)}`],
    ['bulk', `s:70000:"${'x'.repeat(70_000)}";`],
    ['nothing', ''],
  ])('does not read %s', (_, text) => expect(phpValue(text)).toBeUndefined());

  it('never throws, and is quick whatever comes', () => {
    const pieces = fc.array(fc.constantFrom('a:', 's:', 'i:', 'd:', 'b:', 'N;', '1', '99999', ':', ';', '"', '{', '}', 'é', 'O:', '\0'), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          pieces.map((all) => all.join('')),
        ),
        (text) => {
          phpValue(text);
          readOther(text);
        },
      ),
      { numRuns: 2_000 },
    );
    const started = performance.now();
    for (const text of ['a:1000:{'.repeat(8_000), 's:999999:"'.repeat(6_000), 'a:1:{'.repeat(13_000), 'i:'.repeat(30_000)]) phpValue(text);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('other', () => {
  it.each<[unknown, unknown]>([
    ['N;', {}],
    ['null', {}],
    ['', {}],
    [null, {}],
    [undefined, {}],
    ['[]', {}],
    ['{"a":1}', { a: 1 }],
    [{ a: 1 }, { a: 1 }],
    ['a:1:{s:1:"a";i:1;}', { a: 1 }],
    ['s:1:"a";', null],
    ['{"a":', null],
    [7, null],
    [`{"a":${'['.repeat(100)}${']'.repeat(100)}}`, null],
  ])('%j', (given, expected) => expect(readOther(given)).toEqual(expected));
});
