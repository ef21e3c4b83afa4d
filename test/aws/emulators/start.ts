import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Installed, installEmulators } from './install.ts';

const START_MS = 60_000;
const ASK_EVERY_MS = 100;

/** Addresses of the running emulators. */
export interface Emulators {
  /** Everything but DynamoDB. */
  readonly moto: string;
  readonly dynamo: string;
}

/** Starts both on free ports of the loopback. @returns how to stop them */
export async function startEmulators(): Promise<Emulators & { stop(): void }> {
  const installed = installEmulators();
  const [motoPort, dynamoPort] = await freePorts();
  const children = [startMoto(installed, motoPort), startDynamo(installed, dynamoPort)];
  const stop = (): void => {
    for (const child of children) child.kill('SIGKILL');
  };
  process.once('exit', stop);
  const urls = { moto: `http://127.0.0.1:${motoPort}`, dynamo: `http://127.0.0.1:${dynamoPort}` };
  try {
    await Promise.all([answers(urls.moto, children[0]), answers(urls.dynamo, children[1])]);
  } catch (error) {
    stop();
    throw error;
  }
  return { ...urls, stop };
}

function startMoto({ motoServer }: Installed, port: number): ChildProcess {
  return spawn(motoServer, ['--host', '127.0.0.1', '--port', String(port)], {
    stdio: 'ignore',
    // By default moto delays nothing and keeps one state for all accounts; a fixed Paris keeps links in answers right.
    env: { ...process.env, MOTO_PORT: String(port), AWS_DEFAULT_REGION: 'eu-west-3' },
  });
}

function startDynamo({ dynamoFolder }: Installed, port: number): ChildProcess {
  const main = 'com.amazonaws.services.dynamodbv2.local.main.ServerRunner';
  const jars = join(dynamoFolder, '*');
  const options = ['-Xmx1g', `-Dsqlite4java.library.path=${dynamoFolder}`, '-Ddisable.telemetry=true', '-cp', jars, main];
  const child = spawn('java', [...options, '-inMemory', '-sharedDb', '-disableTelemetry', '-port', String(port)], { stdio: 'ignore' });
  return child;
}

/** Waits until something speaks HTTP there. @throws when the process ends before */
async function answers(url: string, child: ChildProcess | undefined): Promise<void> {
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    if (child?.exitCode !== null) throw new Error(`An emulator ended before it answered on ${url}.`);
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  throw new Error(`No emulator answers on ${url} after ${START_MS / 1000} s.`);
}

/** Of the loopback. */
export async function freePorts(): Promise<[number, number]> {
  const open = () =>
    new Promise<{ port: number; close: () => Promise<void> }>((resolve, reject) => {
      const server = createServer();
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        const port = typeof address === 'object' && address !== null ? address.port : 0;
        resolve({ port, close: () => new Promise((closed) => server.close(() => closed())) });
      });
    });
  // Both held open at once, so that they differ.
  const [first, second] = [await open(), await open()];
  await first.close();
  await second.close();
  return [first.port, second.port];
}
