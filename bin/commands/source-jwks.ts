import type { Command } from 'commander';
import type { Edition } from '../edition.ts';
import { CommandError, EXIT } from '../failure.ts';
import { openStores } from '../place.ts';
import { optionsOf } from './global-options.ts';
import { activeSource, keySetFrom, unknownSource } from './source-record.ts';

const NONE = 'none';

/** `sillage source jwks`: by which keys a platform signs what it sends. */
export function addKeySet(source: Command, edition: Edition): void {
  source
    .command('jwks')
    .description('Set the key set by which a platform signs what it sends (Canvas Live Events), or none.')
    .argument('<name>', 'name of the source')
    .argument('<url>', 'https address of the key set (JWKS, RFC 7517), or: none', (text) => (text === NONE ? text : keySetFrom(text)))
    .addHelpText(
      'after',
      `
It counts at once on one machine, within five seconds on AWS.

Examples:
  sillage source jwks canvas https://keys.example/jwks.json
  sillage source jwks canvas none`,
    )
    .action(async (name: string, url: string, _options, command: Command) => setKeySet(name, url, command, edition));
}

async function setKeySet(name: string, text: string, command: Command, edition: Edition): Promise<void> {
  const options = optionsOf(command);
  const listed = options.settings.sources.find(({ id }) => id === name)?.jwks_url;
  if (listed !== undefined && listed !== text) {
    throw new CommandError(
      'settings_contradicted',
      `${options.file} gives the source "${name}" the jwks_url ${listed}; write there what shall hold, then run this again.`,
      EXIT.usage,
    );
  }
  const url = text === NONE ? null : text;
  const stores = await openStores(options, edition, { create: false });
  try {
    await activeSource(name, stores, command);
    if (!(await stores.registry.setJwksUrl(name, url))) throw unknownSource(name, command);
  } finally {
    stores.close();
  }
  const says =
    url === null ? `No signature proves the source "${name}" any more` : `Whatever a key of ${url} signs proves the source "${name}"`;
  edition.terminal.out(options.json === true ? `${JSON.stringify({ name, jwks_url: url })}\n` : `${says}; its secrets go on.\n`);
}
