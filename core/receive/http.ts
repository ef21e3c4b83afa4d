/** An HTTP request as the front door sees it, whoever took it off the wire. */
export interface HttpRequest {
  readonly method: string;
  /** Without the query string, percent-decoded: API Gateway's HTTP APIs give no other. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /**
   * Asked for only once somebody has proved who sends: what a stranger posts is not even read.
   * `too_large`: more than MAX_SENT_BYTES came; the rest was not read.
   */
  readonly body: () => Promise<Uint8Array | 'too_large'>;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Every refusal of the front door, by code: status and one sentence. Nothing of the request is ever quoted. */
export const REFUSALS = {
  not_found: [404, 'There is nothing at this address; docs/http.md lists the addresses that take events.'],
  method_not_allowed: [405, 'This address does not take this method; see the Allow header.'],
  unauthorized: [401, 'The source or its secret is unknown or revoked; send Basic (source and secret) or Bearer (secret).'],
  not_signed: [401, 'The body is not signed by a key at the JWKS address of a source of this name; check both in the settings.'],
  scope_missing: [
    403,
    'This secret may not do that; make one with the scope that is needed: sillage source secret add NAME --scope SCOPE.',
  ],
  body_too_large: [413, 'The body is larger than 1 MiB, or than 16 MiB unpacked; send fewer events at once.'],
  too_many_values: [413, 'The JSON has more than 1,000,000 values; send fewer events at once.'],
  too_many_items: [413, 'The body has more than 10,000 items; send fewer events at once.'],
  unsupported_encoding: [415, 'The Content-Encoding is unknown; send gzip, zstd or none.'],
  unsupported_type: [415, 'The Content-Type is none that this address takes; send application/json.'],
  corrupt_encoding: [400, 'The body cannot be unpacked by its Content-Encoding; send it again.'],
  malformed_json: [400, 'The body is not valid JSON nor lines of JSON; nothing was stored.'],
  unsupported_content: [400, 'The Content-Type is not taken here; send application/json, or multipart/mixed with attachments.'],
  malformed_multipart: [
    400,
    'The multipart body lacks its boundary, its end, the head of a part, or a first part of application/json; nothing was stored.',
  ],
  attachments_differ: [
    400,
    'The parts are not those that the statements declare, each once, by X-Experience-API-Hash, Content-Type, length and Content-Transfer-Encoding: binary; nothing was stored.',
  ],
  malformed_signature: [
    400,
    'A signature is not application/octet-stream with a compact JWS of JSON by RS256, RS384 or RS512; nothing was stored.',
  ],
  unsupported_version: [400, 'The header X-Experience-API-Version is missing, or none of 1.0, 1.0.x, 2.0 and 2.0.x; send 1.0.3 or 2.0.0.'],
  unknown_parameter: [400, 'The query has a parameter that this method does not have; see the specification, or make the source lenient.'],
  statement_id: [
    400,
    'One statement and a UUID as statementId are needed, and the id of the statement, if it has one, is the same; correct them.',
  ],
  not_read_back: [403, 'Statements are written here and not read back; researchers query the dataset that is made of them.'],
  no_such_resource: [404, 'Of the resources of xAPI only /xapi/statements and /xapi/about are here; switch off what needs the others.'],
  no_envelope: [
    400,
    'The body holds no Caliper envelope; send an object with sensor (text), sendTime, dataVersion and data (a list), or a list of such.',
  ],
  unknown_version: [422, 'The dataVersion is none that is read here; send Caliper 1.0, 1.1 or 1.2.'],
  invalid_course_id: [
    400,
    'The course id in the address has more than 255 bytes or control characters in it, or leads to a person; send it as the LMS writes it.',
  ],
  invalid_title: [400, 'The member "title" is not a text of 1 to 200 characters, nor null; correct it, or leave it out.'],
  invalid_opens: [
    400,
    'The member "opens" is not a moment as 2026-01-31T12:00:00Z, time zone included, nor null; correct it, or leave it out.',
  ],
  invalid_closes: [
    400,
    'The member "closes" is before "opens", or not a moment as 2026-01-31T12:00:00Z, time zone included, nor null; correct it, or leave it out.',
  ],
  unknown_member: [400, 'The body is not an object, or has a member besides "title", "opens" and "closes"; leave it out.'],
  unknown_dialect: [400, 'The dialect is unknown; leave the parameter out or see docs/http.md for the names.'],
  rejected: [400, 'The source is strict and at least one item is faulty, so nothing was stored; correct the items listed.'],
  unavailable: [503, 'The batch could not be stored; send it again later.'],
} as const satisfies Record<string, readonly [number, string]>;

export type RefusalCode = keyof typeof REFUSALS;

/** Seconds after which a sender may try again what could not be stored. */
export const RETRY_AFTER = { 'retry-after': '30' } as const;

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(body),
  };
}

/** @param more members beside the error, that quote nothing of the request either */
export function refuse(code: RefusalCode, headers: Readonly<Record<string, string>> = {}, more: object = {}): HttpResponse {
  const [status, message] = REFUSALS[code];
  return json(status, { error: { code, message }, ...more }, headers);
}
