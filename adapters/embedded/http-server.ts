import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type HttpRequest, type HttpResponse, RETRY_AFTER, refuse } from '#core/receive/http.ts';
import { Turnstile } from './turnstile.ts';

export interface HttpServerOptions {
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  /** A longer body is not read to its end: the answer is given `too_large`. */
  readonly maxBodyBytes: number;
  /** To so much a body may unpack. */
  readonly maxUnpackedBytes: number;
  readonly answer: (request: HttpRequest) => Promise<HttpResponse>;
  /** How long a client may take to send its request, ms. */
  readonly requestMs?: number;
}

export interface RunningServer {
  readonly port: number;
  /** Takes no new request, finishes those under way (at most ten seconds), closes every connection. */
  close(): Promise<void>;
}

/**
 * Bodies that are worked on at once, in bytes, unpacked as far as they may be: each takes three times as much or more until it is durable. The
 * others wait, as they came.
 */
const AT_ONCE_BYTES = 128 * 1_048_576;
/** Time for the headers alone; and for a whole request, body included. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 60_000;
/** An LMS posts again within this time on the same connection. */
const KEEP_ALIVE_MS = 30_000;
/** How often slow clients are looked for. */
const CHECK_MS = 1_000;
const CLOSE_MS = 10_000;
/** After a refusal, a body that still comes is thrown away for so long: closed at once, the client would see no answer but a reset. */
const LINGER_MS = 2_000;

/**
 * A plain HTTP/1.1 server around one function. Nothing of a request is logged anywhere; whatever throws is answered 503.
 * TLS is the business of the proxy in front.
 *
 * @throws the operating system's error when the address cannot be had (EADDRINUSE, EACCES)
 */
export async function startHttpServer(options: HttpServerOptions): Promise<RunningServer> {
  const requestMs = options.requestMs ?? REQUEST_MS;
  const server = createServer({
    headersTimeout: Math.min(HEADERS_MS, requestMs),
    requestTimeout: requestMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: Math.min(CHECK_MS, requestMs),
  });
  const underWay = new Set<Promise<void>>();
  const turnstile = new Turnstile(AT_ONCE_BYTES);
  const serve = (request: IncomingMessage, response: ServerResponse, begin: () => void): void => {
    const work = handle(request, response, options, turnstile, begin, () => server.listening).finally(() => underWay.delete(work));
    underWay.add(work);
  };
  server.on('request', (request, response) => serve(request, response, () => {}));
  // Who waits for leave to send a body gets it when the body is wanted, and else the answer at once (RFC 9110, 10.1.1).
  server.on('checkContinue', (request, response) => serve(request, response, () => response.writeContinue()));
  server.on('clientError', (_error, socket) => refuseSocket(socket as Socket));
  await listening(server, options);
  return { port: (server.address() as AddressInfo).port, close: () => close(server, underWay) };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  { maxBodyBytes, maxUnpackedBytes, answer }: HttpServerOptions,
  turnstile: Turnstile,
  begin: () => void,
  open: () => boolean,
): Promise<void> {
  let reply: HttpResponse;
  let leave = (): void => {};
  try {
    const body = once(async () => {
      const bytes = await readBody(request, maxBodyBytes, begin);
      // Only now that it is here: whoever sends slowly holds nobody up.
      if (bytes !== 'too_large') leave = await turnstile.enter(weightOf(request.headers, bytes, maxUnpackedBytes));
      return bytes;
    });
    reply = await answer({ ...target(request.url ?? '/'), method: request.method ?? 'GET', headers: plain(request.headers), body });
  } catch {
    if (request.destroyed && !request.complete) return;
    reply = refuse('unavailable', RETRY_AFTER);
  } finally {
    leave();
  }
  const last = !open() || !request.complete;
  // Node destroys the connection of a last answer while a body still comes, and its sender sees a reset in place of the answer.
  if (!request.complete) request.socket.destroySoon = () => request.socket.end();
  response.writeHead(reply.status, {
    ...reply.headers,
    // RFC 9110, 8.6: an answer that never has a body tells no length.
    ...(reply.status === 204 ? {} : { 'content-length': Buffer.byteLength(reply.body) }),
    ...(last ? { connection: 'close' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : reply.body);
  if (!request.complete) linger(request);
}

/** The body, or `too_large` as soon as that is known. */
async function readBody(request: IncomingMessage, limit: number, begin: () => void): Promise<Uint8Array | 'too_large'> {
  if (announcesTooMuch(request.headers, limit)) return 'too_large';
  begin();
  const chunks: Buffer[] = [];
  let size = 0;
  const reading = request.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Buffer>;
  for await (const chunk of reading) {
    size += chunk.length;
    if (size > limit) return 'too_large';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What is packed is not known by its length. */
function weightOf(headers: IncomingHttpHeaders, body: Uint8Array, maxUnpacked: number): number {
  return headers['content-encoding'] === undefined ? body.length : maxUnpacked;
}

function once<T>(ask: () => T): () => T {
  let answer: { readonly value: T } | null = null;
  return () => {
    answer ??= { value: ask() };
    return answer.value;
  };
}

function announcesTooMuch(headers: IncomingHttpHeaders, limit: number): boolean {
  return Number(headers['content-length'] ?? 0) > limit;
}

function linger(request: IncomingMessage): void {
  request.resume();
  const timer = setTimeout(() => request.socket.destroy(), LINGER_MS);
  const stop = (): void => clearTimeout(timer);
  request.once('end', stop).once('close', stop).once('error', stop);
}

/** RFC 9112, 3.2: the origin form, or the absolute form that some proxies send. */
function target(url: string): Pick<HttpRequest, 'path' | 'query'> {
  const local = url.replace(/^https?:\/\/[^/?]*/i, '');
  const mark = local.indexOf('?');
  const path = mark < 0 ? local : local.slice(0, mark);
  return { path: decoded(path === '' ? '/' : path), query: new URLSearchParams(mark < 0 ? '' : local.slice(mark + 1)) };
}

/** What is no UTF-8 in percent-encoding is at no address of ours: as it stands it could pass for a course id. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}

function plain(headers: IncomingHttpHeaders): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
}

/** What came is no HTTP, or came too slowly. */
function refuseSocket(socket: Socket): void {
  if (!socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

function listening(server: Server, { host, port }: HttpServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function close(server: Server, underWay: ReadonlySet<Promise<void>>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const timer = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
  await Promise.all(underWay);
  server.closeIdleConnections();
  await closed;
  clearTimeout(timer);
}
