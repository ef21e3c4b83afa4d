/** Public keys by which somebody signs (RFC 7517, section 5). What the members of each say is for who verifies. */
export interface KeySet {
  readonly keys: readonly SigningKey[];
}

export interface SigningKey {
  readonly kid: string;
  readonly kty: string;
  readonly [member: string]: unknown;
}

/** Where senders who sign what they send publish their public keys. */
export interface SigningKeys {
  /**
   * The set at an address, as it was of late; asked for anew, within bounds, when the named key is not in it: who signs may have changed
   * keys. Without that key when its owner does not publish it.
   *
   * @throws Fault `signing_keys_unavailable` when no set can be had
   */
  of(url: string, kid: string): Promise<KeySet>;
}
