import type { Command } from 'commander';
import type { Edition } from '../edition.ts';
import { openStores } from '../place.ts';
import { table } from '../show/table.ts';
import { optionsOf, sameOptions } from './global-options.ts';
import { secretSummary } from './source-record.ts';

/** `sillage source list`. */
export function addList(source: Command, edition: Edition): void {
  source
    .command('list')
    .description('List the sources: what their valid secrets may do and since when, never the secrets, and how they sign.')
    .addHelpText('after', '\nExample:\n  sillage source list --json')
    .action(async (_options, command: Command) => list(command, edition));
}

async function list(command: Command, edition: Edition): Promise<void> {
  const options = optionsOf(command);
  const { terminal } = edition;
  const stores = await openStores(options, edition, { create: false });
  try {
    const sources = (await stores.registry.sources()).map(({ id, platform, policy, secrets, createdAt, revokedAt, jwksUrl }) => ({
      name: id,
      platform,
      policy,
      created: new Date(createdAt).toISOString(),
      secrets: revokedAt === null ? secrets.map(secretSummary) : [],
      jwks_url: jwksUrl,
      revoked: revokedAt === null ? null : new Date(revokedAt).toISOString(),
    }));
    if (options.json === true) terminal.out(`${JSON.stringify(sources)}\n`);
    else if (sources.length === 0)
      terminal.out(`No source yet. Add one: sillage source add NAME --platform openedx${sameOptions(command)}\n`);
    else {
      const head = ['source', 'platform', 'policy', 'created', 'valid secrets', 'since', 'scopes', 'signs by', 'revoked'];
      terminal.out(
        table(
          head,
          sources.map(({ name, platform, policy, created, secrets, jwks_url: keys, revoked }) => {
            const since = secrets.map((secret) => secret.since).join(', ');
            const scopes = secrets.map((secret) => secret.scopes.join('+')).join(', ');
            return [name, platform, policy, created, secrets.length, since, scopes, keys ?? '', revoked ?? ''];
          }),
        ),
      );
    }
  } finally {
    stores.close();
  }
}
