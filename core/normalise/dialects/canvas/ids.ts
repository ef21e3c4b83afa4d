/** Canvas: a global id is shard * 10^13 + local id (Live Events documentation, "Event Data Identifiers"). */
const SHARD = 10n ** 13n;
const DIGITS = /^\d{1,19}$/;
const URN = /^urn:instructure:canvas:([A-Za-z_/:]{1,64}):(\d{1,19})$/;

export interface CanvasUrn {
  readonly kind: string;
  readonly id: string;
}

/** `urn:instructure:canvas:assignment:21070000000000355` taken apart; null for anything else. */
export function canvasUrn(iri: unknown): CanvasUrn | null {
  const parts = typeof iri === 'string' ? URN.exec(iri) : null;
  return parts === null ? null : { kind: parts[1] as string, id: parts[2] as string };
}

/** An id as decimal text; null for what is no Canvas id. */
export function digitsOf(id: unknown): string | null {
  const text = typeof id === 'number' && Number.isSafeInteger(id) ? String(id) : id;
  return typeof text === 'string' && DIGITS.test(text) ? text : null;
}

/** The shard of the first of these ids that is global; null when none is. */
export function shardOf(...ids: readonly unknown[]): bigint | null {
  for (const id of ids) {
    const digits = digitsOf(id);
    if (digits !== null && BigInt(digits) >= SHARD) return BigInt(digits) / SHARD;
  }
  return null;
}

/** The global id: older events tell it, newer ones the local id. Left as it is where the shard is not known. */
export function globalId(id: unknown, shard: bigint | null): string | null {
  const digits = digitsOf(id);
  if (digits === null) return null;
  const number = BigInt(digits);
  return String(number >= SHARD || shard === null ? number : shard * SHARD + number);
}

/** The id as Canvas's own pages write it in their addresses. */
export function localId(id: string): string {
  return DIGITS.test(id) ? String(BigInt(id) % SHARD) : id;
}
