import { createHash } from 'node:crypto';
import { frontDoor } from '#core/receive/front-door.ts';
import type { HttpRequest } from '#core/receive/http.ts';
import { type Installation, SECRET } from '../../support/installation.ts';

export type Policy = 'strict' | 'lenient';

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  readonly policy?: Policy;
  readonly headers?: Record<string, string>;
  /** Text or bytes as they are; anything else as JSON. */
  readonly body?: unknown;
}

interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed, where there is any. */
  readonly body: unknown;
}

/** One request of an xAPI client. */
export async function ask(installation: Installation, sent: Sent = {}): Promise<Told> {
  const { method = 'POST', path = '/xapi/statements', query = '', policy = 'lenient', headers = {}, body = [] } = sent;
  const name = policy === 'strict' ? 'exact' : 'campus';
  const bytes = body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const request: HttpRequest = {
    ...{ method, path, query: new URLSearchParams(query) },
    headers: {
      authorization: `Basic ${Buffer.from(`${name}:${SECRET}-${policy}`).toString('base64')}`,
      'content-type': 'application/json',
      'x-experience-api-version': '1.0.3',
      ...headers,
    },
    body: async () => bytes,
  };
  const answer = await frontDoor(request, installation.pipeline);
  return { ...answer, body: answer.body === '' ? '' : JSON.parse(answer.body) };
}

/** A statement of a course's page, by the rules. */
export const statement = (changes: object = {}): Record<string, unknown> => ({
  actor: { mbox: 'mailto:maelle@exemple.fr' },
  verb: { id: 'http://adlnet.gov/expapi/verbs/completed' },
  object: { id: 'https://campus.exemple.fr/lecons/4' },
  timestamp: '2026-03-02T09:00:00.250Z',
  context: { contextActivities: { parent: [{ id: 'course-v1:Univ+BIO101+2026' }] } },
  ...changes,
});

export const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export interface Piece {
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array | string;
}

export const BOUNDARY = 'une-borne';
export const MIXED = `multipart/mixed; boundary=${BOUNDARY}`;

/** A multipart body: its parts between delimiters. */
export function multipart(pieces: readonly Piece[], { eol = '\r\n', boundary = BOUNDARY, preamble = '', epilogue = '' } = {}): Buffer {
  const chunks: (Uint8Array | string)[] = [preamble === '' ? '' : `${preamble}${eol}`];
  for (const { headers, bytes } of pieces) {
    const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}${eol}`);
    chunks.push(`--${boundary}${eol}${head.join('')}${eol}`, bytes, eol);
  }
  chunks.push(`--${boundary}--${eol}${epilogue}`);
  return Buffer.concat(chunks.map((chunk) => Buffer.from(chunk as string)));
}

/** An attachment as a statement declares it, and its part. */
export function attached(bytes: Uint8Array | string, changes: object = {}, algorithm = 'sha256') {
  const sha2 = createHash(algorithm).update(bytes).digest('hex');
  const declared = {
    usageType: 'https://exemple.fr/usage/copie',
    display: { fr: 'Copie' },
    contentType: 'text/plain; charset=UTF-8',
    length: Buffer.from(bytes as string).length,
    sha2,
    ...changes,
  };
  const headers = { 'Content-Type': declared.contentType, 'Content-Transfer-Encoding': 'binary', 'X-Experience-API-Hash': sha2 };
  return { declared, piece: { headers, bytes } };
}

export const jsonPiece = (body: unknown): Piece => ({ headers: { 'Content-Type': 'application/json' }, bytes: JSON.stringify(body) });
