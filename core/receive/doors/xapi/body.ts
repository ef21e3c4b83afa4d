import type { JsonObject } from '#core/normalise/dialect.ts';
import { isObject } from '#core/normalise/dialects/openedx/envelope.ts';
import { statementId } from '#core/normalise/dialects/xapi/object.ts';
import { inner } from '#core/normalise/dialects/xapi/statement.ts';
import { eachElement } from '../../elements.ts';
import type { RefusalCode } from '../../http.ts';
import { MAX_ITEMS } from '../../items.ts';
import { jsonTextOf } from '../../json-text.ts';
import { checkParts, needsParts } from './attachments.ts';
import { boundaryOf, type Part, partsOf } from './mime.ts';

/** Statements as they came: their texts, and the little that the door itself needs to know of them. */
export interface Statements {
  readonly ok: true;
  /** In the order sent, each as its own text on one line. */
  readonly lines: readonly string[];
  /** Their own ids, lower-case; null for those without one, or with none that is a UUID. */
  readonly ids: readonly (string | null)[];
  /** Which of them have an attachment whose bytes came nowhere and stand nowhere. */
  readonly lacking: readonly number[];
  /** The statement itself, where it came alone and not as a list. */
  readonly alone: JsonObject | null;
}

export type Body = Statements | { readonly ok: false; readonly reason: RefusalCode };

/**
 * A body of statements: JSON, or multipart/mixed whose first part is JSON and whose others are the bytes of the statements' attachments
 * (xAPI 1.0.3, part three, 1.5), which are checked and dropped.
 */
export function statementsOf(body: Uint8Array, contentType: string | undefined): Body {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const type = essence(contentType);
  if (type === '' || type === JSON_TYPE) return statementsIn(bytes, null);
  return type === 'multipart/mixed' ? withAttachments(bytes, boundaryOf(contentType ?? '')) : { ok: false, reason: 'unsupported_content' };
}

const JSON_TYPE = 'application/json';

function withAttachments(body: Buffer, boundary: string | null): Body {
  const parts = (boundary === null ? null : partsOf(body, boundary, MAX_ITEMS)) ?? [];
  if (parts.length > MAX_ITEMS) return { ok: false, reason: 'too_many_items' };
  const [first, ...others] = parts;
  if (first === undefined || essence(first.headers.get('content-type')) !== JSON_TYPE) return { ok: false, reason: 'malformed_multipart' };
  return statementsIn(first.bytes, others);
}

function statementsIn(body: Buffer, parts: readonly Part[] | null): Body {
  const json = jsonTextOf(body);
  if (!json.ok) return json;
  const { text, value } = json;
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length > MAX_ITEMS) return { ok: false, reason: 'too_many_items' };
  const fault = parts === null ? null : checkParts(values, parts);
  if (fault !== null) return { ok: false, reason: fault };
  return {
    ok: true,
    lines: [...eachElement(text)],
    ids: values.map((one) => statementId(inner(one)['id'])),
    lacking: parts === null ? values.flatMap((one, index) => (needsParts(one) ? [index] : [])) : [],
    alone: isObject(value) ? value : null,
  };
}

/** A media type without its parameters. */
function essence(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
