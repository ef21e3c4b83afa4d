import type { JWK } from 'jose';
import { decodeProtectedHeader } from 'jose/decode/protected_header';
import { compactVerify } from 'jose/jws/compact/verify';
import type { KeySet } from '#core/ports/signing-keys.ts';

/** Whoever knows a public key could sign by these if HS256 were among them (RFC 8725, 2.1 and 3.1). */
const ALGORITHMS: readonly string[] = ['RS256', 'RS384', 'RS512', 'ES256'];
/** Characters of the header; longer ones are not looked into. */
const LONGEST_HEADER = 2_048;
const LONGEST_NAME = 256;

/** A compact JWS (RFC 7515, 3.1) of which nothing is verified yet. */
export interface Signed {
  readonly jws: string;
  /** The name of the key by which it claims to be signed. */
  readonly kid: string;
}

/** A body that is a compact JWS by an algorithm that is taken here and by a named key; null for any other. Costs no cryptography. */
export function signedIn(body: Uint8Array): Signed | null {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1').trim();
  // Some write it as a string of JSON.
  const jws = text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
  const end = jws.indexOf('.');
  if (end < 1 || end > LONGEST_HEADER) return null;
  try {
    const { alg, kid } = decodeProtectedHeader(jws);
    const named = typeof kid === 'string' && kid !== '' && kid.length <= LONGEST_NAME;
    return named && typeof alg === 'string' && ALGORITHMS.includes(alg) ? { jws, kid } : null;
  } catch {
    return null;
  }
}

/** What is said to be signed, for who has another proof of the sender. Costs no cryptography. */
export function unverified({ jws }: Signed): Uint8Array {
  return Buffer.from(jws.split('.', 2)[1] ?? '', 'base64url');
}

/** What is signed, if it is signed by the key of that name; else null. Of two keys of one name neither counts. */
export async function payloadOf({ jws, kid }: Signed, { keys }: KeySet): Promise<Uint8Array | null> {
  const [key, another] = keys.filter((one) => one.kid === kid);
  if (key === undefined || another !== undefined) return null;
  try {
    // Whether the key is of the algorithm's kind, long enough and meant for signatures is looked at there, too.
    const { payload } = await compactVerify(jws, key as JWK, { algorithms: [...ALGORITHMS] });
    return payload;
  } catch {
    // A key of another kind, a signature that is wrong: nobody may learn which.
    return null;
  }
}
