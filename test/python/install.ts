import { fileURLToPath } from 'node:url';
import { cached, run } from '../aws/emulators/install.ts';

/**
 * A virtual environment with what the examples and the validator need, installed once.
 *
 * @returns its folder of programs
 * @throws when Python or its registry is not there: a missing one is a failure, never a skip
 */
export function installPython(): string {
  const folder = cached('python', fileURLToPath(new URL('requirements.txt', import.meta.url)), (target, pins) => {
    run('python3', ['-m', 'venv', target]);
    run(`${target}/bin/pip`, ['install', '--quiet', '--no-deps', '--requirement', pins]);
  });
  return `${folder}/bin`;
}
