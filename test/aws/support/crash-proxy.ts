import { request as ask, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of one call: it goes through, is refused, is lost before or after it had its effect, or is answered so. */
export type Fate = 'through' | 'lost before' | 'lost after' | { readonly status: number; readonly body: string };

/** A proxy before an emulator that decides each call's fate: what a network, or a process that dies, does to it. */
export interface CrashProxy {
  readonly url: string;
  close(): Promise<void>;
}

/** @param decide is told whether the call is S3's, whose faults are XML, and what it asks, as `PUT /path` */
export async function crashProxy(target: string, decide: (isS3: boolean, asks: string) => Fate): Promise<CrashProxy> {
  const fateOf = (incoming: IncomingMessage) => decide(isS3(incoming), `${incoming.method} ${incoming.url}`);
  const server = createServer((incoming, outgoing) => void pass(incoming, outgoing, target, fateOf(incoming)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => close(server) };
}

function isS3({ headers }: IncomingMessage): boolean {
  return headers['x-amz-target'] === undefined && headers['content-type'] !== 'application/x-amz-json-1.0';
}

async function pass(incoming: IncomingMessage, outgoing: ServerResponse, target: string, fate: Fate): Promise<void> {
  if (fate === 'lost before') {
    incoming.socket.destroy();
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  if (typeof fate === 'object') {
    outgoing.writeHead(fate.status, { 'content-type': 'application/json' }).end(fate.body);
    return;
  }
  const { method, headers, url } = incoming;
  const forwarded = ask(new URL(url ?? '/', target), { method: method ?? 'GET', headers }, (answer) => {
    if (fate === 'lost after') {
      answer.resume().once('end', () => incoming.socket.destroy());
      return;
    }
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  forwarded.once('error', () => incoming.socket.destroy());
  forwarded.end(Buffer.concat(chunks));
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
