import { DIALECTS } from '#core/normalise/dialects/index.ts';
import type { SourceRecord } from '#core/ports/registry.ts';
import type { Declared } from '../framing/framing.ts';
import { type HttpRequest, type HttpResponse, json, refuse } from '../http.ts';
import { itemsOf } from '../items.ts';
import { receive } from '../receive.ts';
import type { Door, DoorDeps } from './door.ts';
import { open } from './opening.ts';

/** Events of any dialect, told by their shape or named by the sender: log shippers, exports, sillage's own format (docs/http.md). */
export const events: Door = { path: '/v1/events', methods: { POST: postEvents } };

async function postEvents(request: HttpRequest, deps: DoorDeps): Promise<HttpResponse> {
  const opened = await open(request, 'events', deps);
  if (!opened.ok) return opened.response;
  const { query, headers } = request;
  const dialect = query.get('dialect');
  if (dialect !== null && !DIALECTS.has(dialect)) return refuse('unknown_dialect');
  const declared = { timeZone: query.get('time_zone'), course: query.get('course') };
  return receiveItems({ ...opened, contentType: headers['content-type'], dialect, declared }, deps);
}

export interface Posted {
  readonly source: SourceRecord;
  readonly bytes: Uint8Array;
  readonly contentType: string | undefined;
  /** As named by the sender; null = told item by item. */
  readonly dialect?: string | null;
  readonly declared?: Declared;
}

/** A body of events, answered by what became of each. */
export async function receiveItems(posted: Posted, deps: DoorDeps): Promise<HttpResponse> {
  const { source, bytes, contentType, dialect = null, declared } = posted;
  const items = itemsOf(bytes, contentType, declared);
  if (!items.ok) return refuse(items.reason);
  const received = await receive({ source, dialect, lines: items.lines }, deps);
  return received.batch === null && received.rejected.length > 0 ? refuse('rejected', {}, received) : json(200, received);
}
