import type { Scope, SourceRecord } from '#core/ports/registry.ts';
import { authenticate, nameIn, type Proof, type Schemes } from '../authenticate.ts';
import { type HttpRequest, type HttpResponse, refuse } from '../http.ts';
import { MAX_UNPACKED_BYTES, unpack } from '../unpack.ts';
import type { DoorDeps } from './door.ts';

/** Whose request it is and what it holds, unpacked; or the answer that it gets instead. */
export type Opened =
  | { readonly ok: true; readonly source: SourceRecord; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly response: HttpResponse };

/**
 * What every door does first, in this order: who sends (401), may this secret do that (403), only then the body: its size (413) and its
 * encoding (415, 400).
 *
 * @param way how this door tells who sends, where it is not the Authorization header alone
 */
export async function open(request: HttpRequest, scope: Scope, deps: DoorDeps, way: Way = byHeader(request, deps)): Promise<Opened> {
  const proof = await way.prove();
  if (proof === null) return { ok: false, response: await unproven(way.claimed, deps) };
  if (!proof.scopes.includes(scope)) return { ok: false, response: refuse('scope_missing') };
  const body = await contentOf(request);
  return body.ok ? { ok: true, source: proof.source, bytes: body.bytes } : body;
}

/** How somebody proves to be a source, and which one is claimed where it is said apart from the secret. */
export interface Way {
  readonly claimed: string | null;
  readonly prove: () => Promise<Proof | null>;
}

/** @param schemes what this door takes beside Basic and Bearer */
export function byHeader({ headers: { authorization } }: HttpRequest, { registry }: DoorDeps, schemes: Schemes = {}): Way {
  return { claimed: nameIn(authorization), prove: () => authenticate(authorization, registry, schemes) };
}

/** Counted by the source that was claimed, if there is one of that name. What else was said is nobody's business. */
export async function unproven(
  claimed: string | null,
  { registry, refusals }: DoorDeps,
  code: 'unauthorized' | 'not_signed' = 'unauthorized',
): Promise<HttpResponse> {
  const source = claimed === null ? null : await registry.source(claimed);
  await refusals.note(source?.id ?? null);
  return refuse(code, CHALLENGE);
}

/** RFC 9110, 11.6.1: every 401 says how one may prove oneself. */
const CHALLENGE = { 'www-authenticate': 'Basic realm="sillage", Bearer' } as const;

type Content = { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly response: HttpResponse };

/** A request's body, unpacked, or its refusal. */
export async function contentOf(request: HttpRequest): Promise<Content> {
  const body = await request.body();
  if (body === 'too_large') return { ok: false, response: refuse('body_too_large', { connection: 'close' }) };
  const unpacked = await unpack(body, request.headers['content-encoding']);
  if (!unpacked.ok) return { ok: false, response: refuse(unpacked.reason) };
  if (unpacked.bytes.length > MAX_UNPACKED_BYTES) return { ok: false, response: refuse('body_too_large') };
  return { ok: true, bytes: unpacked.bytes };
}
