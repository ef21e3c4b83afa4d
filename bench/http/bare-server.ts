// What any server must do that loses nothing, and nothing else: `node bare-server.ts FOLDER` reads a body, writes it into a file of its
// own, fsyncs the file and its name, and answers 200. It tells its port.
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SharedSync } from '#adapters/embedded/spool/shared-sync.ts';

const folder = process.argv[2] ?? '';
/** One sync of the folder for all who wait for one, as sillage does. */
const names = new SharedSync(async () => {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
});
let count = 0;

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const file = await open(join(folder, String(count++)), 'wx', 0o600);
  await file.writeFile(Buffer.concat(chunks));
  await file.sync();
  await file.close();
  await names.run();
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"batch":"","accepted":0,"rejected":[]}');
});
server.listen(0, '127.0.0.1', () => void process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`));
process.once('SIGTERM', () => process.exit(0));
