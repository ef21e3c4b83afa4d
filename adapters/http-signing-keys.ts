import { Fault } from '#core/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { KeySet, SigningKey, SigningKeys } from '#core/ports/signing-keys.ts';

export interface SigningKeysOptions {
  readonly clock: Clock;
  /** How long an answer may take, body included. */
  readonly limitMs?: number;
  /** Plain HTTP is taken from this machine: for tests. */
  readonly loopback?: boolean;
}

const LIMIT_MS = 3_000;
const MOST_BYTES = 65_536;
/** Published sets have two or three keys. */
const MOST_KEYS = 100;
/** A key that is withdrawn counts as long as this. */
const FRESH_MS = 10 * 60_000;
/** While no newer set can be had, the last one holds. */
const STALE_MS = 24 * 60 * 60_000;
/** Between two questions at one address, whatever key is asked for: a flood of unknown names costs one a minute. */
const AGAIN_MS = 60_000;
/** The same while there is no set at all, and everything waits. */
const FIRST_AGAIN_MS = 10_000;
/** Addresses remembered. Only those are asked for that an operator gave to a source. */
const MOST_ADDRESSES = 1_000;

interface Known {
  set: KeySet | null;
  /** When the set came, and when it was last asked for, ms since the epoch. */
  cameAt: number;
  askedAt: number;
  /** Whoever comes meanwhile waits for the same answer. */
  asking: Promise<void> | null;
}

/** Key sets over HTTPS, each asked for seldom and remembered in this process. */
export class HttpSigningKeys implements SigningKeys {
  readonly #options: SigningKeysOptions;
  readonly #known = new Map<string, Known>();

  constructor(options: SigningKeysOptions) {
    this.#options = options;
  }

  async of(url: string, kid: string): Promise<KeySet> {
    const known = this.#knownAt(url);
    if (!this.#fresh(known) || !known.set?.keys.some((key) => key.kid === kid)) {
      known.asking ??= this.#mayAsk(known) ? this.#ask(url, known) : null;
      await known.asking;
    }
    if (known.set === null || this.#options.clock.now() - known.cameAt > STALE_MS) throw new Fault('signing_keys_unavailable');
    return known.set;
  }

  #knownAt(url: string): Known {
    const known = this.#known.get(url);
    if (known !== undefined) return known;
    const [oldest] = this.#known.keys();
    if (this.#known.size >= MOST_ADDRESSES && oldest !== undefined) this.#known.delete(oldest);
    const unknown = { set: null, cameAt: Number.NEGATIVE_INFINITY, askedAt: Number.NEGATIVE_INFINITY, asking: null };
    this.#known.set(url, unknown);
    return unknown;
  }

  #fresh({ cameAt }: Known): boolean {
    return this.#options.clock.now() - cameAt < FRESH_MS;
  }

  #mayAsk({ set, askedAt }: Known): boolean {
    return this.#options.clock.now() - askedAt >= (set === null ? FIRST_AGAIN_MS : AGAIN_MS);
  }

  /** Never rejects: what failed leaves the set as it is. */
  async #ask(url: string, known: Known): Promise<void> {
    known.askedAt = this.#options.clock.now();
    try {
      known.set = await this.#fetched(url);
      known.cameAt = this.#options.clock.now();
    } catch {
      // Whether the last set still holds is told by its age.
    } finally {
      known.asking = null;
    }
  }

  /** @throws whatever is wrong with the address, the network, or the answer */
  async #fetched(url: string): Promise<KeySet> {
    const { limitMs = LIMIT_MS, loopback = false } = this.#options;
    const { protocol, hostname } = new URL(url);
    if (protocol !== 'https:' && !(loopback && protocol === 'http:' && hostname === '127.0.0.1')) throw new Error('not https');
    const signal = AbortSignal.timeout(limitMs);
    // A redirect would lead where nobody vouches for.
    const response = await fetch(url, { signal, redirect: 'error', headers: { accept: 'application/json' } });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw new Error('no key set');
    }
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of response.body) {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) throw new Error('too large');
      chunks.push(chunk);
    }
    return keySetOf(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  }
}

/** Keys that can be asked for by name; a set without any is none. */
function keySetOf(value: unknown): KeySet {
  const keys = typeof value === 'object' && value !== null && 'keys' in value && Array.isArray(value.keys) ? value.keys : [];
  const named = keys.slice(0, MOST_KEYS).filter(isKey);
  if (named.length === 0) throw new Error('no keys');
  return { keys: named };
}

function isKey(value: unknown): value is SigningKey {
  const { kid, kty } = (typeof value === 'object' && value !== null ? value : {}) as { readonly kid?: unknown; readonly kty?: unknown };
  return typeof kid === 'string' && typeof kty === 'string';
}
