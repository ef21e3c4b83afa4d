// A worker that listens late, and again after a while whenever it was woken; it tells each time that it was.
import { parentPort } from 'node:worker_threads';

const LATE_MS = 300;
const listen = (): void => void setTimeout(() => parentPort?.postMessage({ kind: 'idle' }), LATE_MS);
parentPort?.on('message', (message: string) => {
  if (message === 'stop') return parentPort?.close();
  parentPort?.postMessage({ kind: 'log', level: 'info', message: 'serve.recovered', values: { batches: 0, stagedFiles: 0 } });
  listen();
});
listen();
