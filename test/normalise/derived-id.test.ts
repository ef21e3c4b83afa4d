import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { derivedId } from '#core/normalise/derived-id.ts';

const identity = (value: string) => ({ form: 'json', value, coarse: true, native: 'uuid' }) as const;

it('is a UUID of version 8 with 122 bits of the digest', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(9), (value, n) => {
      const id = derivedId(identity(value), n);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      const digest = createHash('sha256').update(`${value}\0${n}`).digest();
      const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
      for (const [i, byte] of bytes.entries()) {
        const mask = i === 6 ? 0x0f : i === 8 ? 0x3f : 0xff;
        expect(byte & mask).toBe((digest[i] ?? 0) & mask);
      }
    }),
  );
});

it('is another one for another of equals', () => {
  expect(new Set([0, 1, 2].map((n) => derivedId(identity('[1]'), n))).size).toBe(3);
});
