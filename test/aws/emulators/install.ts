import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const CACHE = join(here, '../../../.cache/emulators');

export interface Installed {
  /** The moto server's start script. */
  readonly motoServer: string;
  /** The folder of DynamoDB Local's jars and native library. */
  readonly dynamoFolder: string;
}

/**
 * Installs the emulators at their pinned versions, once: the folders are named by the digest of what pins them, and appear whole.
 *
 * @throws when Python, Maven or their registries are not there: a missing emulator is a failure, never a skip
 */
export function installEmulators(): Installed {
  const python = cached('moto', join(here, 'requirements.txt'), (folder, pins) => {
    run('python3', ['-m', 'venv', folder]);
    run(join(folder, 'bin/pip'), ['install', '--quiet', '--no-deps', '--requirement', pins]);
  });
  const dynamoFolder = cached('dynamodb-local', join(here, 'pom.xml'), (folder, pins) => {
    run('mvn', ['--batch-mode', '--quiet', '--file', pins, 'dependency:copy-dependencies', `-DoutputDirectory=${folder}`]);
  });
  return { motoServer: join(python, 'bin/moto_server'), dynamoFolder };
}

/** The folder of what these pins install, installed now if it is not there whole. */
export function cached(name: string, pins: string, install: (folder: string, pins: string) => void): string {
  const digest = createHash('sha256').update(readFileSync(pins)).digest('hex').slice(0, 12);
  const folder = join(CACHE, `${name}-${digest}`);
  const complete = join(folder, '.complete');
  if (existsSync(complete)) return folder;
  process.stderr.write(`Installing ${name} into the cache, once …\n`);
  // A virtual environment cannot be moved, so the mark, not a rename, says that it is whole.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  install(folder, pins);
  const mark = join(folder, '.incomplete');
  mkdirSync(mark);
  renameSync(mark, complete);
  return folder;
}

export function run(command: string, args: readonly string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}
