import { uuidOf } from '#core/normalise/derived-id.ts';
import { statementId } from '#core/normalise/dialects/xapi/object.ts';
import { explain, rejection } from '#core/normalise/rejection.ts';
import type { SourceRecord } from '#core/ports/registry.ts';
import { type HttpRequest, type HttpResponse, json, refuse } from '../../http.ts';
import { type Received, receive } from '../../receive.ts';
import type { DoorDeps } from '../door.ts';
import { heldTo } from '../held-to.ts';
import { open } from '../opening.ts';
import { type Statements, statementsOf } from './body.ts';
import { duplicatesIn, idOf } from './ids.ts';
import type { Version } from './version.ts';

type Sent = { readonly ok: true; readonly source: SourceRecord; readonly statements: Statements };

/**
 * Stores statements and answers with their ids, in order (xAPI 1.0.3, part three, 2.1.2). One that is known already is no conflict: it
 * collapses with its first copy, and a sender that is told of a conflict would keep the whole batch.
 */
export async function postStatements(version: Version, request: HttpRequest, deps: DoorDeps): Promise<HttpResponse> {
  const sent = await read(request, [], deps);
  return sent.ok ? store(sent, version, deps, (ids, headers) => json(200, ids, headers)) : sent.response;
}

/** Stores one statement under the id that the address tells (part three, 2.1.1). */
export async function putStatement(version: Version, request: HttpRequest, deps: DoorDeps): Promise<HttpResponse> {
  const sent = await read(request, ['statementId'], deps);
  if (!sent.ok) return sent.response;
  const named = underId(sent.statements, request.query.get('statementId'));
  if (named === null) return refuse('statement_id');
  return store({ ...sent, statements: named }, version, deps, (_, headers) => ({ status: 204, headers, body: '' }));
}

async function read(
  request: HttpRequest,
  parameters: readonly string[],
  deps: DoorDeps,
): Promise<Sent | { readonly ok: false; readonly response: HttpResponse }> {
  const opened = await open(request, 'events', deps);
  if (!opened.ok) return opened;
  const strange = [...request.query.keys()].some((name) => !parameters.includes(name));
  if (strange && opened.source.policy === 'strict') return { ok: false, response: refuse('unknown_parameter') };
  const statements = statementsOf(opened.bytes, request.headers['content-type']);
  return statements.ok ? { ok: true, source: opened.source, statements } : { ok: false, response: refuse(statements.reason) };
}

/** @param answer given the ids of all statements, those of rejected ones included, in their order */
async function store(
  { source, statements }: Sent,
  version: Version,
  deps: DoorDeps,
  answer: (ids: readonly string[], headers: Readonly<Record<string, string>>) => HttpResponse,
): Promise<HttpResponse> {
  const { lines, ids } = statements;
  const refused = source.policy === 'strict' ? faultsOfRequest(statements) : [];
  if (refused.length > 0) return refuse('rejected', {}, { batch: null, accepted: 0, rejected: refused } satisfies Received);
  const given = new Map<number, string>();
  const received = await receive(
    {
      ...{ source, dialect: 'xapi', rules: heldTo(source, `xapi-${version}`), lines },
      told: (index, identity, occurrence) => given.set(index, idOf(identity, occurrence)),
    },
    deps,
  );
  if (received.batch === null && received.rejected.length > 0) return refuse('rejected', {}, received);
  const headers: Record<string, string> = received.rejected.length > 0 ? { 'x-sillage-rejected': String(received.rejected.length) } : {};
  return answer(
    // What gives no event has its place as well.
    lines.map((line, index) => given.get(index) ?? ids[index] ?? uuidOf(line)),
    headers,
  );
}

const LACKING = rejection('breaks_specification', 'attachments.fileUrl');

/** What is wrong with statements as parts of one request: an id that is there twice, an attachment whose bytes did not come. */
function faultsOfRequest({ ids, lacking }: Statements): Received['rejected'] {
  const twice = duplicatesIn(ids);
  return twice.length > 0 ? twice : lacking.map((index) => ({ index, code: LACKING.code, message: explain(LACKING) }));
}

/** The one statement with this id, written into it where it has none; null where they contradict each other. */
function underId(statements: Statements, told: string | null): Statements | null {
  const id = statementId(told);
  const { alone, ids, lines } = statements;
  if (id === null || alone === null) return null;
  if (alone['id'] !== undefined) return ids[0] === id ? statements : null;
  const rest = (lines[0] ?? '').slice(1).trimStart();
  return { ...statements, ids: [id], lines: [`{"id":"${id}"${rest.startsWith('}') ? '' : ','}${rest}`] };
}
