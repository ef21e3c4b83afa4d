import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Cli, COMPILED } from '../cli/harness.ts';

const SILLAGE = fileURLToPath(new URL('../../bin/sillage.ts', import.meta.url));
/** Where the pages say that the server is. */
const ADDRESS = 'https://sillage.example.org';
/** A secret as `sillage source add` shows it: a line of its own. */
const SECRET = /^ {2}([\w-]{43})$/m;

/** Somebody who does what a page says, word by word, in a folder of their own, beside a real server. */
export class Reader {
  readonly #cli: Cli;
  readonly #url: string;
  readonly #folder: string;
  #secret = '';

  /** @param name of the folder, within that of the server */
  constructor(cli: Cli, url: string, name: string) {
    this.#cli = cli;
    this.#url = url;
    this.#folder = name;
    mkdirSync(join(cli.folder, name, 'bin'), { recursive: true });
    this.write('sillage.yaml', `embedded:\n  data: ${cli.data}\n`);
    this.write('bin/sillage', `#!/bin/sh\nexec "${process.execPath}" "${SILLAGE}" "$@"\n`, 0o755);
  }

  write(name: string, text: string, mode?: number): void {
    this.#cli.file(join(this.#folder, name), text, mode);
  }

  /** @returns what the commands print, on whichever output */
  async type(commands: string): Promise<string> {
    const cwd = join(this.#cli.folder, this.#folder);
    const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', `exec 2>&1\n${commands.replaceAll(ADDRESS, this.#url)}`], {
      cwd,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_COMPILE_CACHE: COMPILED, PATH: `${join(cwd, 'bin')}:${process.env['PATH']}`, SECRET: this.#secret },
    });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk;
    });
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`The commands ended with ${code}:\n${commands}\n${printed}`);
    this.#secret = SECRET.exec(printed)?.[1] ?? this.#secret;
    return printed;
  }
}
