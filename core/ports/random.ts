/** Unpredictable bytes, fit for salts and secrets. */
export interface Random {
  /** Returns `length` fresh bytes. */
  bytes(length: number): Uint8Array;
}
