import fc from 'fast-check';
import { expect, it } from 'vitest';
import { elementsOf } from '#core/receive/elements.ts';

it('cuts any array into its elements, however it is written', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 1, '\t'), (values, indent) => {
      const elements = elementsOf(JSON.stringify(values, null, indent));
      expect(elements.every((element) => !element.includes('\n'))).toBe(true);
      expect(elements.map((element) => JSON.parse(element) as unknown)).toEqual(JSON.parse(JSON.stringify(values)));
    }),
  );
});

it('takes anything else for one item', () => {
  const others = fc.jsonValue().filter((value) => !Array.isArray(value));
  fc.assert(
    fc.property(others, (value) => {
      const elements = elementsOf(` ${JSON.stringify(value, null, 2)}\n`);
      expect(elements.map((element) => JSON.parse(element) as unknown)).toEqual([JSON.parse(JSON.stringify(value))]);
    }),
  );
});

it('keeps the digits of numbers that JavaScript would round', () => {
  expect(elementsOf('[{"user_id": 12345678901234567890}]')).toEqual(['{"user_id": 12345678901234567890}']);
});
