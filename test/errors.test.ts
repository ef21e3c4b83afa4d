import { expect, it } from 'vitest';
import { Fault, passing } from '#core/errors.ts';

it.each([
  [Object.assign(new Error(), { code: 'ENOSPC' }), true],
  [Object.assign(new Error(), { code: 'ERR_BUFFER_OUT_OF_BOUNDS' }), false],
  [new TypeError('a defect'), false],
  [new Fault('registry_contended'), true],
  [new Fault('slug_taken'), false],
])('%j passes by itself: %s', (error, expected) => {
  expect(passing(error)).toBe(expected);
});
