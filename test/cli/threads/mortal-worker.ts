// A worker that dies as soon as it is woken: `how` says of what. It tells that it began, and listens.
import { parentPort, workerData } from 'node:worker_threads';

const { data: how } = workerData as { readonly data: string };
parentPort?.on('message', (message: string) => {
  if (message === 'stop') parentPort?.close();
  else if (how === 'memory') {
    const kept: number[][] = [];
    for (;;) kept.push(new Array<number>(1_000_000).fill(Math.random()));
  } else throw new Error('near somebody@univ.example');
});
parentPort?.postMessage({ kind: 'log', level: 'info', message: 'serve.recovered', values: { batches: 0, stagedFiles: 0 } });
parentPort?.postMessage({ kind: 'idle' });
