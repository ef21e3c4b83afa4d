// The thread that processes and merges for `sillage serve`, with connections of its own to everything in the data folder. The process's
// lock is the server's to hold. It ends when it is told to stop.
import { setPriority } from 'node:os';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { Log } from '#core/log.ts';
import { openDataFolder } from '../data-folder.ts';
import { WorkLoop } from '../work-loop.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** A third of the share of those who have asked for nothing (setpriority(2)). */
const LESS_URGENT = 5;

const port = parentPort as MessagePort;
const tell = (message: FromWorker): void => port.postMessage(message);
const log: Log = {
  info: (message, values) => tell({ kind: 'log', level: 'info', message, values }),
  error: (message, values) => tell({ kind: 'log', level: 'error', message, values }),
};

// Where answers and work want the same core, answers go first. On Linux this is the thread's own; elsewhere it would be the process's.
if (process.platform === 'linux') setPriority(LESS_URGENT);

let loop: WorkLoop | null = null;
let stopped = false;
port.on('message', (message: ToWorker) => {
  if (message === 'wake') loop?.wake();
  else {
    stopped = true;
    loop?.stop();
  }
});

const lake = await openDataFolder((workerData as { readonly data: string }).data, { create: false });
try {
  const pipeline = await lake.pipeline(log);
  // What an earlier thread left behind when it died.
  await lake.clean();
  loop = new WorkLoop(pipeline, () => tell({ kind: 'idle' }));
  if (stopped) loop.stop();
  await loop.run();
} finally {
  lake.close();
}
port.close();
