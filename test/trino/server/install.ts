import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached, run } from '../../aws/emulators/install.ts';

const here = dirname(fileURLToPath(import.meta.url));

/** @returns the folder with lib/ and plugin/, as in Trino's tarball. @throws when Maven or its registry is not there */
export function installTrino(): string {
  return cached('trino-435', join(here, 'pom.xml'), (folder, pins) => {
    run('mvn', ['--batch-mode', '--quiet', '--file', pins, 'process-resources', `-Dfolder=${folder}`]);
  });
}
