import { tooDeep } from '#core/normalise/canonical-json.ts';
import { eachElement } from '../../elements.ts';
import type { RefusalCode } from '../../http.ts';
import { MAX_ITEMS } from '../../items.ts';
import { DEEPEST_BODY } from '../../split.ts';
import { checkParts } from './attachments.ts';
import { boundaryOf, partsOf } from './mime.ts';

/** Statements as they came. */
export interface Statements {
  readonly ok: true;
  /** A list, even if of one. */
  readonly many: boolean;
  /** Parsed, in the order sent. */
  readonly values: readonly unknown[];
  /** The same, each as its own text on one line. */
  readonly lines: readonly string[];
  /** The bytes of their attachments came with them. */
  readonly multipart: boolean;
}

export type Body = Statements | { readonly ok: false; readonly reason: RefusalCode };

/**
 * A body of statements: JSON, or multipart/mixed whose first part is JSON and whose others are the bytes of the statements' attachments
 * (xAPI 1.0.3, part three, 1.5), which are checked and dropped.
 */
export function statementsOf(body: Uint8Array, contentType: string | undefined): Body {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const type = essence(contentType);
  if (type === '' || type === JSON_TYPE) return statementsIn(bytes, false);
  return type === 'multipart/mixed' ? withAttachments(bytes, boundaryOf(contentType ?? '')) : { ok: false, reason: 'unsupported_content' };
}

const JSON_TYPE = 'application/json';

function withAttachments(body: Buffer, boundary: string | null): Body {
  const [first, ...others] = (boundary === null ? null : partsOf(body, boundary)) ?? [];
  if (first === undefined || essence(first.headers.get('content-type')) !== JSON_TYPE) return { ok: false, reason: 'malformed_multipart' };
  const statements = statementsIn(first.bytes, true);
  const fault = statements.ok ? checkParts(statements.values, others) : null;
  return fault === null ? statements : { ok: false, reason: fault };
}

function statementsIn(bytes: Buffer, multipart: boolean): Body {
  const parsed = parse(bytes);
  if (parsed === null) return { ok: false, reason: 'malformed_json' };
  const { text, value } = parsed;
  const many = Array.isArray(value);
  const values: readonly unknown[] = many ? value : [value];
  return values.length > MAX_ITEMS
    ? { ok: false, reason: 'too_many_items' }
    : { ok: true, many, values, lines: [...eachElement(text)], multipart };
}

function parse(bytes: Buffer): { readonly text: string; readonly value: unknown } | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return tooDeep(text, DEEPEST_BODY) ? null : { text, value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

/** A media type without its parameters. */
function essence(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
