import { isKnownContext } from '#core/normalise/dialects/caliper/terms.ts';
import { elementsOf } from '../elements.ts';
import { type HttpRequest, type HttpResponse, json, type RefusalCode, refuse } from '../http.ts';
import { bounded, MAX_ITEMS } from '../items.ts';
import { jsonTextOf } from '../json-text.ts';
import { receive } from '../receive.ts';
import { envelopeIn, headOf, itemsIn } from '../split.ts';
import { MAX_SENT_BYTES } from '../unpack.ts';
import type { Door, DoorDeps } from './door.ts';
import { heldTo } from './held-to.ts';
import { byHeader, open } from './opening.ts';

/** An endpoint of Caliper 1.0, 1.1 and 1.2, for sensors as they are (1.1, section 6). */
export const caliper: Door = { path: '/caliper', methods: { GET: configuration, POST: postEnvelopes } };

const TYPES: ReadonlySet<string> = new Set(['', 'application/json', 'application/ld+json']);

/**
 * Envelopes, one or a list of them. As sensors want it, success is 200 without a body; how many items were left out stands in a header.
 * A version that is not read here refuses the whole (422) where the source is strict or nothing else was sent.
 */
async function postEnvelopes(request: HttpRequest, deps: DoorDeps): Promise<HttpResponse> {
  const opened = await open(request, 'events', deps, byHeader(request, deps, { bareKey: true }));
  if (!opened.ok) return opened.response;
  if (!TYPES.has((request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '')) return refuse('unsupported_type');
  const { source, bytes } = opened;
  const json = jsonTextOf(bytes);
  if (!json.ok) return refuse(json.reason);
  const elements = elementsOf(json.text, MAX_ITEMS + 1);
  if (elements.length > MAX_ITEMS) return refuse('too_many_items');
  const sent = elements.map((text) => ({ text, envelope: envelopeIn(text) }));
  const versions = sent.map(({ envelope }) => (envelope === null ? 'none' : readable(headOf(envelope)['dataVersion'])));
  const fault = faultOf(versions, source.policy === 'strict');
  if (fault !== null) return refuse(fault);
  const items = bounded(sent, ({ text, envelope }) => (envelope === null ? [text] : itemsIn(envelope)));
  if (!items.ok) return refuse(items.reason);
  const received = await receive({ source, dialect: 'caliper', rules: heldTo(source, 'caliper'), lines: items.lines }, deps);
  const rejected = received.rejected.length;
  if (received.batch === null && rejected > 0) return refuse('rejected', {}, received);
  return { status: 200, headers: { 'cache-control': 'no-store', ...(rejected > 0 && { 'x-sillage-rejected': `${rejected}` }) }, body: '' };
}

type Readable = 'yes' | 'no' | 'none';

/** 1.0 tells no version. */
function readable(version: unknown): Readable {
  return version === undefined || version === null || version === '' || isKnownContext(version) ? 'yes' : 'no';
}

/** Nothing at all is no fault: a sensor with nothing to tell says so. */
function faultOf(versions: readonly Readable[], strict: boolean): RefusalCode | null {
  const all = (one: Readable) => versions.length > 0 && versions.every((version) => version === one);
  const some = (one: Readable) => versions.includes(one);
  if (all('none') || (strict && some('none'))) return 'no_envelope';
  return all('no') || (strict && some('no')) ? 'unknown_version' : null;
}

const BYTES_PER_KILOBYTE = 1_024;

/** 1.1, 6.2: the configuration of the endpoint; the size is in kilobytes there. It tells nothing that is secret, so anybody may ask. */
async function configuration(): Promise<HttpResponse> {
  return json(200, {
    caliper_supported_versions: ['v1/Context', 'v1p1', 'v1p2'].map((version) => `http://purl.imsglobal.org/ctx/caliper/${version}`),
    caliper_maximum_payload_size: MAX_SENT_BYTES / BYTES_PER_KILOBYTE,
  });
}
