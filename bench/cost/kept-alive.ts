// Stands before moto, in a process of its own, whose CPU is not measured: moto closes every connection after its answer, AWS keeps them
// open, and a new one costs the client a third of a small request's CPU. `node kept-alive.ts MOTO-URL` tells the port that it listens on.
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

const { hostname, port } = new URL(process.argv[2] ?? '');
/** Of one hop, which is ours. */
const OWN_HEADERS = ['connection', 'keep-alive', 'expect'];

const server = createServer((asked, answer) => {
  const passed = { ...asked.headers };
  for (const name of OWN_HEADERS) delete passed[name];
  const asking = request({ hostname, port, method: asked.method, path: asked.url, headers: passed, agent: false }, (answered) => {
    const told = { ...answered.headers };
    for (const name of OWN_HEADERS) delete told[name];
    answer.writeHead(answered.statusCode ?? 500, told);
    answered.pipe(answer);
  });
  asking.on('error', () => answer.destroy());
  asked.pipe(asking);
});
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => void process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
