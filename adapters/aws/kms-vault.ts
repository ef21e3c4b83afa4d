import { GenerateMacCommand, type KMSClient } from '@aws-sdk/client-kms';
import { Fault } from '#core/errors.ts';
import type { KeyVault } from '#core/ports/key-vault.ts';

/** Derives by KMS HMAC_256 keys that never leave it. A message may have 4,096 bytes (KMS GenerateMac). */
export class KmsVault implements KeyVault {
  readonly #client: KMSClient;
  readonly #keyIds: readonly string[];

  /** @param keyIds ARNs; the first is version 1 */
  constructor(client: KMSClient, keyIds: readonly string[]) {
    this.#client = client;
    this.#keyIds = keyIds;
  }

  async mac(message: Uint8Array, version: number): Promise<Uint8Array> {
    const KeyId = this.#keyIds[version - 1];
    if (KeyId === undefined) throw new Fault('key_version_unknown');
    // KMS refuses what is longer; asked for nothing, its answer would not say so in our words.
    if (message.length > LONGEST) throw new Fault('vault_unavailable', 'the message is too long');
    let mac: Uint8Array | undefined;
    try {
      mac = (await this.#client.send(new GenerateMacCommand({ KeyId, MacAlgorithm: 'HMAC_SHA_256', Message: message }))).Mac;
    } catch (cause) {
      throw new Fault('vault_unavailable', undefined, { cause });
    }
    if (mac === undefined) throw new Fault('vault_unavailable');
    return mac;
  }
}

const LONGEST = 4_096;
