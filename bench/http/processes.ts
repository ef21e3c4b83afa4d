import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const script = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const SILLAGE = script('../../bin/sillage.ts');

export interface Running {
  readonly pid: number;
  readonly url: string;
  /** Lines of the log so far, parsed. */
  readonly log: readonly LogLine[];
  /** @throws when it did not end with code 0 */
  stop(): Promise<void>;
}

interface LogLine {
  readonly message: string;
  readonly [value: string]: unknown;
}

/** The real server on a data folder. @param options of Node, as for a profile */
export const serve = (data: string, options: readonly string[] = []): Promise<Running> =>
  started([...options, SILLAGE, 'serve', '--port', '0', '--json', '--data', data]);

export const serveBare = (folder: string): Promise<Running> => started([script('bare-server.ts'), folder]);

/** Runs a command of sillage. @returns what it printed, parsed */
export async function sillage<T>(...args: readonly string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, [SILLAGE, ...args, '--json'], { maxBuffer: 1 << 24 });
  return JSON.parse(stdout) as T;
}

/** Runs a script of this folder with one argument. @returns what it printed, parsed */
export async function runScript<T>(name: string, argument: object): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, [script(name), JSON.stringify(argument)], { maxBuffer: 1 << 24 });
  return JSON.parse(stdout) as T;
}

async function started(args: readonly string[]): Promise<Running> {
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const log: LogLine[] = [];
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (text + chunk).split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) log.push(parsed(line));
  });
  const first = await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data') as Promise<[Buffer]>, exited.then(() => null)]);
  if (first === null) throw new Error(`The server did not start: ${JSON.stringify(log)}`);
  const { port } = JSON.parse(first[0].toString()) as { port: number };
  return {
    pid: child.pid ?? 0,
    url: `http://127.0.0.1:${port}`,
    log,
    async stop() {
      child.kill('SIGTERM');
      const [code] = await exited;
      if (code !== 0) throw new Error(`The server ended with ${code}: ${JSON.stringify(log.slice(-5))}`);
    },
  };
}

function parsed(line: string): LogLine {
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    return { message: line };
  }
}
