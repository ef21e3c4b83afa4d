import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = { [name: string]: unknown };

/**
 * Stands before moto's Glue and adds what Glue always answers and moto leaves out, on which Trino falls: a StorageDescriptor's
 * NumberOfBuckets (0 unless it was given) and BatchGetPartition's empty UnprocessedKeys. Nothing else is changed.
 */
export async function completeGlue(moto: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const target = String(request.headers['x-amz-target'] ?? '');
    const { status, text } = await forward(moto, target, request).catch(() => ({ status: 503, text: '{"__type":"ServiceUnavailable"}' }));
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(complete(target, text));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function forward(moto: string, target: string, request: IncomingMessage): Promise<{ status: number; text: string }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = {
    // moto ends connections that rest, at times under the next request.
    connection: 'close',
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': target,
    authorization: String(request.headers.authorization ?? ''),
  };
  const answer = await fetch(moto, { method: 'POST', headers, body: Buffer.concat(chunks) });
  return { status: answer.status, text: await answer.text() };
}

function complete(target: string, text: string): string {
  if (!text.startsWith('{')) return text;
  const answer = JSON.parse(text, (name, value: unknown) =>
    name === 'StorageDescriptor' ? { NumberOfBuckets: 0, ...(value as Json) } : value,
  ) as Json;
  return JSON.stringify(target.endsWith('.BatchGetPartition') ? { UnprocessedKeys: [], ...answer } : answer);
}
