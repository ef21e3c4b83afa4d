import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Node keeps compiled code here, so that each command starts in half the time. */
const COMPILED = fileURLToPath(new URL('../../node_modules/.cache/sillage', import.meta.url));
const SILLAGE = fileURLToPath(new URL('../../bin/sillage.ts', import.meta.url));

/** The sillage command line on one data folder, as anybody would use it. */
export class Sillage {
  readonly #folder: string;
  /** Everything that the commands have printed and logged, for the leak check. */
  printed = '';

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Runs a command to its end. @returns what it printed @throws Error when it fails */
  async run(...args: readonly string[]): Promise<string> {
    const child = this.#start(args);
    let output = '';
    child.stdout?.on('data', (chunk: string) => {
      output += chunk;
    });
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`sillage ${args[0]} ended with ${code}:\n${this.printed.slice(-2000)}`);
    return output;
  }

  /** Starts the server on any free port. */
  async serve(): Promise<{ readonly url: string; stop(): Promise<void> }> {
    const child = this.#start(['serve', '--port', '0', '--json']);
    const port = await new Promise<number>((resolve, reject) => {
      child.stdout?.once('data', (line: string) => resolve((JSON.parse(line) as { port: number }).port));
      child.once('exit', () => reject(new Error(`sillage serve did not start:\n${this.printed.slice(-2000)}`)));
    });
    return {
      url: `http://127.0.0.1:${port}`,
      async stop() {
        if (child.exitCode !== null) return;
        child.kill('SIGTERM');
        await once(child, 'exit');
      },
    };
  }

  #start(args: readonly string[]): ChildProcess {
    const child = spawn(process.execPath, [SILLAGE, '--data', this.#folder, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8');
      stream?.on('data', (chunk: string) => {
        this.printed += chunk;
      });
    }
    return child;
  }
}
