import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { KeyVault } from '#core/ports/key-vault.ts';

/** What every KeyVault promises. `make` gives one that holds version 1 only; `key` is that key where the test can know it, else null. */
export function describeKeyVault(name: string, make: () => Promise<{ readonly vault: KeyVault; readonly key: Uint8Array | null }>): void {
  describe(`KeyVault: ${name}`, () => {
    let vault: KeyVault;
    let key: Uint8Array | null;
    beforeEach(async () => {
      ({ vault, key } = await make());
    });

    test('is HMAC-SHA-256 of any message', async () => {
      const property = fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 4096 }), async (message) => {
        const mac = await vault.mac(message, 1);
        expect(mac.length).toBe(32);
        if (key !== null) expect(Buffer.from(mac)).toEqual(createHmac('sha256', key).update(message).digest());
      });
      await fc.assert(property, { numRuns: 50 });
    });

    test('says the same for the same message, and something else for another', async () => {
      const [first, again, other] = await Promise.all(['m', 'm', 'n'].map((message) => vault.mac(Buffer.from(message), 1)));
      expect(again).toEqual(first);
      expect(other).not.toEqual(first);
    });

    test.each([0, 2, -1, 1.5, Number.NaN])('refuses version %d', async (version) => {
      await expect(vault.mac(Buffer.from('m'), version)).rejects.toMatchObject({ code: 'key_version_unknown' });
    });

    test('takes 4,096 bytes and refuses more, as KMS does', async () => {
      await expect(vault.mac(new Uint8Array(4096), 1)).resolves.toHaveLength(32);
      await expect(vault.mac(new Uint8Array(4097), 1)).rejects.toMatchObject({ code: 'vault_unavailable' });
    });

    test('does not show its key to who looks at it', async () => {
      await vault.mac(Buffer.from('m'), 1);
      const shown = inspect(vault, { depth: 10, showHidden: true }) + JSON.stringify(vault);
      if (key !== null) expect(shown).not.toContain(Buffer.from(key).toString('hex').slice(0, 8));
      expect(Object.values(vault).filter((value) => value instanceof Uint8Array)).toEqual([]);
    });
  });
}
