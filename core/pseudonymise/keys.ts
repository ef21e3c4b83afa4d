import type { Clock } from '#core/ports/clock.ts';
import type { KeyVault } from '#core/ports/key-vault.ts';
import { hmac, type MacKey, macKey } from './hmac.ts';
import type { TokenKey } from './pseudonym.ts';

/** What a derived key is for; each purpose has a root of its own. */
export type Purpose = 'alias' | 'learner' | 'session' | 'event' | 'object' | 'batch';

/** How long a root may be kept in memory. */
const ROOT_LIFETIME_MS = 10 * 60 * 1000;
/** Subkeys kept at once: sources and courses, times purposes. Beyond it the oldest go. */
const SUBKEYS_KEPT = 10_000;

interface Root {
  readonly key: MacKey;
  readonly until: number;
}

/**
 * Derives every key from the vault's one: root(purpose) = vault.mac("sillage/1" 0x00 purpose), cached at most ten minutes;
 * subkey(purpose, scope) = HMAC-SHA-256(root, scope). Vault calls depend on time and processes, not on events or courses.
 */
export class KeyRing {
  readonly #vault: KeyVault;
  readonly #clock: Clock;
  readonly #roots = new Map<string, Root>();
  readonly #subkeys = new Map<string, { readonly key: TokenKey; readonly root: Root }>();

  constructor(vault: KeyVault, clock: Clock) {
    this.#vault = vault;
    this.#clock = clock;
  }

  /** @param scope a source id or a course key; @param version of the root key, from 1 */
  async subkey(purpose: Purpose, scope: string, version: number): Promise<TokenKey> {
    const root = await this.#root(purpose, version);
    const name = `${version}\0${purpose}\0${scope}`;
    const known = this.#subkeys.get(name);
    if (known !== undefined && known.root === root) return known.key;
    const key: TokenKey = { mac: macKey(hmac(root.key, scope)), version };
    this.#subkeys.delete(name);
    this.#subkeys.set(name, { key, root });
    if (this.#subkeys.size > SUBKEYS_KEPT) {
      const oldest = this.#subkeys.keys().next().value;
      if (oldest !== undefined) this.#subkeys.delete(oldest);
    }
    return key;
  }

  async #root(purpose: Purpose, version: number): Promise<Root> {
    const name = `${version}\0${purpose}`;
    const now = this.#clock.now();
    const known = this.#roots.get(name);
    if (known !== undefined && now < known.until) return known;
    const secret = await this.#vault.mac(Buffer.from(`sillage/1\0${purpose}`, 'utf8'), version);
    const root: Root = { key: macKey(secret), until: now + ROOT_LIFETIME_MS };
    this.#roots.set(name, root);
    return root;
  }
}
