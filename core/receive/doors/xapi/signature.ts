import { isObject } from '#core/normalise/dialects/openedx/envelope.ts';
import { parsed } from '../../json-text.ts';

const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const ALGORITHMS: readonly unknown[] = ['RS256', 'RS384', 'RS512'];
/** As for any statement. */
const DEEPEST = 64;

/**
 * Whether an attachment has the form of a statement's signature (xAPI 1.0.3, part two, 2.6): a JWS in compact form by an RSA algorithm, of
 * JSON. Only the form is checked, neither key nor content: what it signs is the whole statement again, persons included, so the bytes
 * are dropped like those of any attachment, and no signature is claimed to be valid.
 */
export function isSignature(mediaType: string, bytes: Buffer): boolean {
  if (mediaType !== 'application/octet-stream') return false;
  const text = bytes.toString('latin1').trimEnd();
  if (!COMPACT.test(text)) return false;
  const [header, payload] = text.split('.', 2).map(jsonIn);
  return isObject(header) && ALGORITHMS.includes(header['alg']) && isObject(payload);
}

function jsonIn(base64url: string): unknown {
  return parsed(Buffer.from(base64url, 'base64url').toString('utf8'), DEEPEST);
}
