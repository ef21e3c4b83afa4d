import { hash } from 'node:crypto';
import { isObject } from '#core/normalise/dialects/openedx/envelope.ts';
import type { Part } from './mime.ts';
import { isSignature } from './signature.ts';

/** What a statement says of an attachment (xAPI 1.0.3, part two, 2.4.11). */
interface Declared {
  readonly type: string;
  readonly length: unknown;
  /** Its bytes are to come in a part; else they may. */
  readonly needed: boolean;
  readonly signature: boolean;
}

const SIGNATURE = 'http://adlnet.gov/expapi/attachments/signature';
/** SHA-2 by its digits in hex. */
const SHA2: Readonly<Record<number, string>> = { 56: 'sha224', 64: 'sha256', 96: 'sha384', 128: 'sha512' };

/**
 * Whether parts are what the statements declare, each once (xAPI 1.0.3, part three, 1.5.2): content type, length, encoding, and the
 * SHA-2 of the bytes. The bytes are looked at here and then forgotten.
 */
export function checkParts(statements: readonly unknown[], parts: readonly Part[]): 'attachments_differ' | 'malformed_signature' | null {
  const declared = declaredIn(statements);
  const came = new Set<string>();
  for (const { headers, bytes } of parts) {
    const sha2 = (headers.get('x-experience-api-hash') ?? '').toLowerCase();
    const algorithm = SHA2[sha2.length];
    const told = declared.get(sha2);
    if (algorithm === undefined || told === undefined || came.has(sha2)) return 'attachments_differ';
    came.add(sha2);
    const whole = headers.get('content-transfer-encoding')?.toLowerCase() === 'binary' && hash(algorithm, bytes, 'hex') === sha2;
    const type = mediaType(headers.get('content-type') ?? '');
    if (!whole || !told.some((one) => one.type === type && one.length === bytes.length)) return 'attachments_differ';
    if (told.some(({ signature }) => signature) && !isSignature(type, bytes)) return 'malformed_signature';
  }
  const missing = [...declared].some(([sha2, told]) => !came.has(sha2) && told.some(({ needed }) => needed));
  return missing ? 'attachments_differ' : null;
}

/** Whether a statement has an attachment whose bytes should be in a part of their own. */
export function needsParts(statement: unknown): boolean {
  return [...declaredIn([statement]).values()].flat().some(({ needed }) => needed);
}

function declaredIn(statements: readonly unknown[]): ReadonlyMap<string, readonly Declared[]> {
  const declared = new Map<string, Declared[]>();
  for (const attachment of statements.flatMap(attachmentsOf)) {
    if (!isObject(attachment)) continue;
    const { sha2, contentType, length, fileUrl, usageType } = attachment as { readonly [name: string]: unknown };
    const key = typeof sha2 === 'string' ? sha2.toLowerCase() : '';
    const one = { type: mediaType(contentType), length, needed: fileUrl === undefined, signature: usageType === SIGNATURE };
    const others = declared.get(key);
    if (others === undefined) declared.set(key, [one]);
    else others.push(one);
  }
  return declared;
}

function attachmentsOf(statement: unknown): readonly unknown[] {
  if (!isObject(statement)) return [];
  const { attachments, object } = statement as { readonly attachments?: unknown; readonly object?: unknown };
  const own: readonly unknown[] = Array.isArray(attachments) ? attachments : [];
  const inner = isObject(object) && object['objectType'] === 'SubStatement' ? object['attachments'] : null;
  return Array.isArray(inner) ? [...own, ...inner] : own;
}

/** Case and spaces around the parameters say nothing (RFC 9110, 8.3.1). */
function mediaType(value: unknown): string {
  return typeof value === 'string'
    ? value
        .split(';')
        .map((piece) => piece.trim())
        .join(';')
        .toLowerCase()
    : '';
}
