import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SILLAGE = fileURLToPath(new URL('../../bin/sillage.ts', import.meta.url));
/** Compiled code is kept between the many processes of these tests. */
export const COMPILED = join(tmpdir(), 'sillage-test-compiled');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Served {
  readonly url: string;
  readonly child: ChildProcess;
  /** Everything on the standard error so far. */
  log(): string;
  /** @returns the exit code */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** The real executable, on a folder of its own that goes with `remove`. */
export class Cli {
  readonly folder = mkdtempSync(join(tmpdir(), 'sillage-cli-'));
  readonly data = join(this.folder, 'data');

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Writes a file for a command to read. @returns its path */
  file(name: string, body: string | Uint8Array, mode = 0o644): string {
    const path = join(this.folder, name);
    writeFileSync(path, body, { mode });
    return path;
  }

  /** @param before options of every command */
  start(args: readonly string[], input?: string | Uint8Array, before: readonly string[] = ['--data', this.data]): ChildProcess {
    const child = spawn(process.execPath, [SILLAGE, ...before, ...args], {
      cwd: this.folder,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
    });
    if (input !== undefined) child.stdin?.end(input);
    return child;
  }

  async run(args: readonly string[], input?: string | Uint8Array, before?: readonly string[]): Promise<Ended> {
    const child = this.start(args, input, before);
    const texts = { out: '', err: '' };
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      texts.out += chunk;
    });
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      texts.err += chunk;
    });
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, ...texts };
  }

  /** Runs a command that must succeed. @returns what it printed, parsed */
  async json<T>(...args: readonly string[]): Promise<T> {
    const { code, out, err } = await this.run([...args, '--json']);
    if (code !== 0) throw new Error(`sillage ${args.join(' ')} ended with ${code}: ${err}`);
    return JSON.parse(out) as T;
  }

  async addSource(name: string, platform = 'other', policy = 'lenient'): Promise<string> {
    return (await this.json<{ secret: string }>('source', 'add', name, '--platform', platform, '--policy', policy)).secret;
  }

  /** Starts the server on a free port, and waits until it listens. */
  async serve(...args: readonly string[]): Promise<Served> {
    const child = this.start(['serve', '--port', '0', '--json', ...args]);
    let log = '';
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      log += chunk;
    });
    const exited = once(child, 'exit') as Promise<[number | null]>;
    const line = once(child.stdout?.setEncoding('utf8') as NodeJS.ReadableStream, 'data') as Promise<[string]>;
    const first = await Promise.race([line, exited.then(() => null)]);
    if (first === null) throw new Error(`The server did not start: ${log}`);
    const { port } = JSON.parse(first[0]) as { port: number };
    return {
      url: `http://127.0.0.1:${port}`,
      child,
      log: () => log,
      async stop(signal = 'SIGTERM') {
        child.kill(signal);
        return (await exited)[0];
      },
    };
  }
}

/** A native event of a learner who does not exist. */
export function nativeEvent(id: string, changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    sillage: 1,
    id,
    time: '2026-03-02T10:00:00.000Z',
    actor: { username: 'zoe.lefevre' },
    course: 'demo-course',
    category: 'video',
    action: 'played',
    object: { type: 'video', id: 'v1' },
    ...changes,
  });
}

export function post(
  url: string,
  secret: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const all = { authorization: `Bearer ${secret}`, 'content-type': 'application/x-ndjson', ...headers };
  return fetch(`${url}/v1/events`, { method: 'POST', headers: all, body });
}
