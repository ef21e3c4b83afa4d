import { createHmac } from 'node:crypto';
import { Fault } from '#core/errors.ts';
import type { KeyVault } from '#core/ports/key-vault.ts';

/** Keys given by the test: the first is version 1. */
export class MemoryVault implements KeyVault {
  readonly #keys: readonly Uint8Array[];

  constructor(...keys: readonly Uint8Array[]) {
    this.#keys = keys;
  }

  async mac(message: Uint8Array, version: number): Promise<Uint8Array> {
    if (message.length > 4096) throw new Fault('vault_unavailable', 'a message has at most 4096 bytes');
    const key = this.#keys[version - 1];
    if (key === undefined) throw new Fault('key_version_unknown');
    return createHmac('sha256', key).update(message).digest();
  }
}
