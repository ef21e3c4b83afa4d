import { type Command, InvalidArgumentError } from 'commander';
import type { Scope } from '#core/ports/registry.ts';
import type { Edition, Stores } from '../edition.ts';
import { CommandError } from '../failure.ts';
import { openStores } from '../place.ts';
import { table } from '../show/table.ts';
import { optionsOf, sameOptions } from './global-options.ts';
import { activeSource, fingerprintOf, newSecret, revokedSource, scopesFrom, secretSummary } from './source-record.ts';

/** A source has one for each program that speaks for it, and one more while it is rotated. */
const MOST_SECRETS = 10;

/** `sillage source secret …`: what each secret of a source may do, and its end. */
export function addSecretCommands(source: Command, edition: Edition): void {
  const secret = source.command('secret').description('Give a source a secret of its own for one purpose, list them, end one.');
  secret
    .command('add')
    .description('Give a source another secret and print it, once. The others go on.')
    .argument('<name>', 'name of the source')
    .requiredOption('--scope <scopes>', 'what it may do: events, courses, rights, or several with commas', scopesFrom)
    .addHelpText(
      'after',
      `
  events   post events (what the LMS has)
  courses  tell a course's title, opening and closing: PUT /v1/courses/…
  rights   ask for what a learner has a right to

With --json: {name, secret, fingerprint, scopes, secrets}; "secrets" is how many are valid.

Examples:
  sillage source secret add campus --scope rights            for the desk that answers learners, and for nothing else
  sillage source secret add campus --scope events,courses`,
    )
    .action(async (name: string, _options, command: Command) => add(name, command, edition));
  secret
    .command('list')
    .description(
      'Each valid secret of a source by its fingerprint (the first 8 hex characters of its SHA-256), since when, and its scopes.',
    )
    .argument('<name>', 'name of the source')
    .addHelpText('after', '\nExample:\n  sillage source secret list campus')
    .action(async (name: string, _options, command: Command) => list(name, command, edition));
  secret
    .command('revoke')
    .description('End one secret of a source, for ever: at once on one machine, within five seconds on AWS. The others go on.')
    .argument('<name>', 'name of the source')
    .argument('<fingerprint>', 'as sillage source secret list tells it', fingerprintFrom)
    .addHelpText('after', '\nExample:\n  sillage source secret revoke campus 4f1c09ab')
    .action(async (name: string, fingerprint: string, _options, command: Command) => revoke(name, fingerprint, command, edition));
}

function fingerprintFrom(text: string): string {
  if (!/^[0-9a-f]{8,64}$/.test(text)) throw new InvalidArgumentError('It must be 8 or more hex characters, as in 4f1c09ab.');
  return text;
}

async function add(name: string, command: Command, edition: Edition): Promise<void> {
  const { scope } = optionsOf<{ scope: readonly Scope[] }>(command);
  await told(command, edition, async (stores) => {
    const { secrets } = await activeSource(name, stores, command);
    if (secrets.length >= MOST_SECRETS) {
      const end = `sillage source secret revoke ${name} FINGERPRINT${sameOptions(command)}`;
      throw new CommandError(
        'too_many_secrets',
        `The source "${name}" has ${secrets.length} valid secrets; end one that is not used: ${end}`,
      );
    }
    const { secret, record } = newSecret(edition, scope);
    if (!(await stores.registry.addSecret(name, record))) throw revokedSource(name);
    const fingerprint = fingerprintOf(record);
    const text = `Another secret of the source "${name}" (${scope.join(', ')}), shown only now. It is valid at once; to end it:
  sillage source secret revoke ${name} ${fingerprint}${sameOptions(command)}

  ${secret}
`;
    return { json: { name, secret, fingerprint, scopes: scope, secrets: secrets.length + 1 }, text };
  });
}

async function list(name: string, command: Command, edition: Edition): Promise<void> {
  await told(command, edition, async (stores) => {
    const secrets = (await activeSource(name, stores, command)).secrets.map(secretSummary);
    const rows = secrets.map(({ fingerprint, since, scopes }) => [fingerprint, since, scopes.join(', ')]);
    return { json: secrets, text: table(['fingerprint', 'since', 'scopes'], rows) };
  });
}

async function revoke(name: string, fingerprint: string, command: Command, edition: Edition): Promise<void> {
  const same = sameOptions(command);
  await told(command, edition, async (stores) => {
    const { secrets } = await activeSource(name, stores, command);
    const [meant, ...others] = secrets.filter(({ hash }) => hash.startsWith(fingerprint));
    if (meant === undefined || others.length > 0) {
      const many = meant === undefined ? 'no secret' : 'more than one secret';
      throw new CommandError(
        'unknown_secret',
        `The source "${name}" has ${many} with the fingerprint ${fingerprint}; see: sillage source secret list ${name}${same}`,
      );
    }
    if (!(await stores.registry.dropSecrets(name, [meant.hash]))) {
      throw new CommandError(
        'last_secret',
        `It is the last secret of "${name}"; make another first (sillage source rotate ${name}${same}), or end the source for ever: sillage source revoke ${name}${same}`,
      );
    }
    const when = optionsOf(command).aws === true ? 'within five seconds' : 'from now on';
    const text = `The secret ${fingerprint} of "${name}" is refused ${when}; the source keeps ${secrets.length - 1}.\n`;
    return { json: { name, fingerprint, ended: 1, secrets: secrets.length - 1 }, text };
  });
}

interface Told {
  readonly json: unknown;
  readonly text: string;
}

async function told(command: Command, edition: Edition, work: (stores: Stores) => Promise<Told>): Promise<void> {
  const options = optionsOf(command);
  const stores = await openStores(options, edition, { create: false });
  try {
    const { json, text } = await work(stores);
    edition.terminal.out(options.json === true ? `${JSON.stringify(json)}\n` : text);
  } finally {
    stores.close();
  }
}
