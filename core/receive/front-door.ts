import { DIALECTS } from '#core/normalise/dialects/index.ts';
import type { Registry, SourceRecord } from '#core/ports/registry.ts';
import { faultCode } from '../errors.ts';
import type { Log } from '../log.ts';
import { authenticate } from './authenticate.ts';
import { type HttpRequest, type HttpResponse, json, refuse } from './http.ts';
import { itemsOf } from './items.ts';
import { type ReceiveDeps, receive } from './receive.ts';
import { MAX_UNPACKED_BYTES, unpack } from './unpack.ts';

export interface DoorDeps extends ReceiveDeps {
  readonly registry: Registry;
  readonly log: Log;
}

const RETRY_AFTER_S = '30';

/** The HTTP front door: one answer for every request, whatever comes. docs/http.md describes it. */
export async function frontDoor(request: HttpRequest, deps: DoorDeps): Promise<HttpResponse> {
  if (request.path === '/v1/health') return allow(request, ['GET', 'HEAD'], async () => json(200, { status: 'ok' }));
  if (request.path === '/v1/events') return allow(request, ['POST'], () => postEvents(request, deps));
  return refuse('not_found');
}

async function allow(request: HttpRequest, methods: readonly string[], answer: () => Promise<HttpResponse>): Promise<HttpResponse> {
  return methods.includes(request.method) ? answer() : refuse('method_not_allowed', { allow: methods.join(', ') });
}

async function postEvents({ body, headers, query }: HttpRequest, deps: DoorDeps): Promise<HttpResponse> {
  let source: SourceRecord | null;
  try {
    source = await authenticate(headers['authorization'], deps.registry);
  } catch (error) {
    return unavailable(error, null, deps);
  }
  if (source === null) return refuse('unauthorized', { 'www-authenticate': 'Basic realm="sillage", Bearer' });
  if (body === 'too_large') return refuse('body_too_large', { connection: 'close' });
  const dialect = query.get('dialect');
  if (dialect !== null && !DIALECTS.has(dialect)) return refuse('unknown_dialect');
  const unpacked = await unpack(body, headers['content-encoding']);
  if (!unpacked.ok) return refuse(unpacked.reason);
  if (unpacked.bytes.length > MAX_UNPACKED_BYTES) return refuse('body_too_large');
  const declared = { timeZone: query.get('time_zone'), course: query.get('course') };
  const items = itemsOf(unpacked.bytes, headers['content-type'], declared);
  if (!items.ok) return refuse(items.reason);
  let received: Awaited<ReturnType<typeof receive>>;
  try {
    received = await receive({ source, dialect, lines: items.lines }, deps);
  } catch (error) {
    return unavailable(error, source.id, deps);
  }
  if (received.batch === null && received.rejected.length > 0) {
    const refusal = refuse('rejected');
    return json(refusal.status, { ...JSON.parse(refusal.body), ...received });
  }
  return json(200, received);
}

/** Whatever it was, nothing was accepted: the sender keeps its events and tries again. */
function unavailable(error: unknown, source: string | null, { log }: DoorDeps): HttpResponse {
  log.error('receive.failed', { source, code: faultCode(error) });
  return refuse('unavailable', { 'retry-after': RETRY_AFTER_S });
}
