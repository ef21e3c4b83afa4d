import { isSourceName, prove } from '../authenticate.ts';
import type { HttpRequest, HttpResponse } from '../http.ts';
import { payloadOf, signedIn, unverified } from '../signed.ts';
import type { Door, DoorDeps } from './door.ts';
import { receiveItems } from './events.ts';
import { contentOf, open, unproven } from './opening.ts';

/**
 * Where Canvas posts its Live Events: raw (`{metadata, body}`) or as Caliper 1.1, told by their shape. It sends no Authorization header; who
 * sends is proved by a secret in the address, or by the signature of the body.
 */
export const CANVAS: readonly Door[] = [
  { path: '/canvas/*', methods: { POST: postSigned } },
  { path: '/canvas/*/*', methods: { POST: postWithSecret } },
];

const JSON_TYPE = 'application/json';

async function postWithSecret(request: HttpRequest, deps: DoorDeps, [name = '', secret = '']: readonly string[]): Promise<HttpResponse> {
  const claimed = isSourceName(name) ? name : null;
  const way = { claimed, prove: async () => (claimed === null ? null : prove({ name: claimed, secret }, deps.registry)) };
  const opened = await open(request, 'events', deps, way);
  if (!opened.ok) return opened.response;
  const { source, bytes } = opened;
  const signed = signedIn(bytes);
  if (signed === null) return receiveItems({ source, bytes, contentType: request.headers['content-type'] }, deps);
  // The secret proves the source already. Where its keys are known, the signature must hold besides.
  const payload =
    source.jwksUrl === null ? unverified(signed) : await payloadOf(signed, await deps.signingKeys.of(source.jwksUrl, signed.kid));
  return payload === null ? unproven(claimed, deps, 'not_signed') : receiveItems({ source, bytes: payload, contentType: JSON_TYPE }, deps);
}

/** The body is a compact JWS; its payload is what `/v1/events` takes as JSON. Whoever holds the source's key may post events, and nothing else. */
async function postSigned(request: HttpRequest, deps: DoorDeps, [name = '']: readonly string[]): Promise<HttpResponse> {
  const claimed = isSourceName(name) ? name : null;
  const source = claimed === null ? null : await deps.registry.source(claimed);
  const refused = () => unproven(claimed, deps, 'not_signed');
  if (source === null || source.revokedAt !== null || source.jwksUrl === null) return refused();
  const body = await contentOf(request);
  if (!body.ok) return body.response;
  const signed = signedIn(body.bytes);
  if (signed === null) return refused();
  const bytes = await payloadOf(signed, await deps.signingKeys.of(source.jwksUrl, signed.kid));
  return bytes === null ? refused() : receiveItems({ source, bytes, contentType: JSON_TYPE }, deps);
}
