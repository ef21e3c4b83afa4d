/**
 * Holds the HMAC-SHA-256 keys and never gives them out (AWS: KMS GenerateMac, at most 4,096 bytes a message;
 * embedded: a 32-byte key file of mode 0600).
 */
export interface KeyVault {
  /**
   * HMAC-SHA-256 of `message` under the key of that version (1 for the first key).
   *
   * @returns 32 bytes
   * @throws Fault `vault_unavailable` when the key cannot be used, `key_version_unknown` when there is no such version
   */
  mac(message: Uint8Array, version: number): Promise<Uint8Array>;
}
