// One load by autocannon, in a process of its own: `node load.ts '{"url":…}'` (Load) tells what came of it (Loaded) as JSON.
import autocannon from 'autocannon';
import { postBody } from './events.ts';

export interface Load {
  readonly url: string;
  readonly secret: string;
  /** The number of the first event; numbers are never used twice. */
  readonly first: number;
  readonly eventsPerPost: number;
  readonly connections: number;
  readonly seconds: number;
  /** Requests a second, of all connections together, sent in a burst at the beginning of each second; null: as many as are answered. */
  readonly rate: number | null;
}

export interface Loaded {
  readonly requestsPerSecond: number;
  /** ms; what a rate that is not held leaves unsent counts as late (coordinated omission). */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly refused: number;
  readonly failed: number;
  /** Events that were accepted in the end. */
  readonly events: number;
  readonly cpuSeconds: number;
}

const AGAIN_MS = 200;

async function run({ url, secret, first, eventsPerPost, connections, seconds, rate }: Load): Promise<Loaded> {
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  const open = new Set<string>();
  let posts = 0;
  const result = await autocannon({
    url,
    connections,
    ...(rate === null ? { duration: seconds } : { amount: Math.round(rate * seconds), overallRate: rate }),
    timeout: 60,
    requests: [
      {
        method: 'POST',
        headers,
        setupRequest: (request, context) => {
          const body = postBody(first + posts++ * eventsPerPost, eventsPerPost);
          open.add(body);
          Object.assign(context, { body });
          return { ...request, body };
        },
        onResponse: (status, _body, context) => {
          if (status === 200) open.delete((context as { body: string }).body);
        },
      },
    ],
  });
  const cpu = process.cpuUsage();
  // The end came before these were answered, or they were refused: a sender sends them again, and may have sent them twice.
  for (const body of open) {
    while ((await fetch(url, { method: 'POST', headers, body })).status !== 200) {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
  const { latency, duration, errors, non2xx } = result;
  return {
    requestsPerSecond: result['2xx'] / duration,
    ...{ p50: latency.p50, p99: latency.p99, max: latency.max },
    ...{ refused: non2xx, failed: errors },
    events: posts * eventsPerPost,
    cpuSeconds: (cpu.user + cpu.system) / 1e6,
  };
}

process.stdout.write(JSON.stringify(await run(JSON.parse(process.argv[2] ?? '') as Load)));
