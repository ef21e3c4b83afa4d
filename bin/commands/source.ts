import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Platform, type Scope, type SourcePolicy, type SourceRecord, USUAL_SCOPES } from '#core/ports/registry.ts';
import { defaultPolicy, PLATFORMS, POLICIES } from '#core/settings/sources.ts';
import type { Edition } from '../edition.ts';
import { CommandError, EXIT } from '../failure.ts';
import { openStores } from '../place.ts';
import { addressesOf } from '../show/addresses.ts';
import { type GlobalOptions, optionsOf, sameOptions } from './global-options.ts';
import { contradict } from './source-contradiction.ts';
import { addKeySet } from './source-jwks.ts';
import { addList } from './source-list.ts';
import { keySetFrom, newSecret, scopesFrom, unknownSource } from './source-record.ts';
import { addRotate } from './source-rotate.ts';
import { addSecretCommands } from './source-secret.ts';

const NAME = /^[a-z0-9-]{1,32}$/;
const FIRST_KEY = 1;

/** `sillage source …`: who may send events. */
export function addSource(program: Command, edition: Edition): void {
  const source = program.command('source').description('Register, list and revoke the platforms that send events, and their secrets.');
  source
    .command('add')
    .description('Register a platform and print its secret, once.')
    .argument('<name>', 'lower-case letters, digits and hyphens, at most 32', nameOf)
    .addOption(
      new Option('--platform <platform>', 'whose people and courses these are (may be left out when sillage.yaml says it)').choices(
        PLATFORMS,
      ),
    )
    .addOption(
      new Option(
        '--policy <policy>',
        'one faulty event refuses the whole POST, or only itself (default: strict for other, lenient for the rest)',
      ).choices(POLICIES),
    )
    .addOption(
      new Option('--scope <scopes>', 'what the secret may do: events, courses, rights, or several with commas')
        .argParser(scopesFrom)
        .default(USUAL_SCOPES, USUAL_SCOPES.join(',')),
    )
    .option('--jwks <url>', 'https address of the key set by which the platform signs (Canvas; sillage.yaml may say it)', keySetFrom)
    .addHelpText(
      'after',
      `
Examples:
  sillage source add campus --platform openedx
  sillage source add canvas --platform canvas --jwks https://keys.example/jwks.json`,
    )
    .action(async (name: string, _options, command: Command) => add(name, command, edition));
  addList(source, edition);
  addRotate(source, edition);
  addSecretCommands(source, edition);
  addKeySet(source, edition);
  source
    .command('revoke')
    .description("End a source's right to send, whatever the secret. Its data stays; its name is never given again.")
    .argument('<name>', 'name of the source')
    .addHelpText('after', '\nExample:\n  sillage source revoke campus')
    .action(async (name: string, _options, command: Command) => revoke(name, command, edition));
}

function nameOf(text: string): string {
  if (!NAME.test(text)) throw new InvalidArgumentError('It must be lower-case letters, digits and hyphens, at most 32.');
  return text;
}

async function add(name: string, command: Command, edition: Edition): Promise<void> {
  const options = optionsOf<Kind & { readonly scope: readonly Scope[]; readonly jwks?: string }>(command);
  const { now, terminal } = edition;
  const { secret, record: first } = newSecret(edition, options.scope);
  const record: SourceRecord = {
    id: name,
    ...kindOf(name, options),
    secrets: [first],
    keyVersion: FIRST_KEY,
    createdAt: now(),
    revokedAt: null,
    jwksUrl: jwksUrlOf(name, options),
  };
  const same = sameOptions(command);
  const stores = await openStores(options, edition, { create: true });
  // Asked first: once the source is there, nothing may keep its secret from being shown.
  const endpoint = 'endpoint' in stores ? String(stores.endpoint) : null;
  try {
    if (!(await stores.registry.addSource(record))) {
      throw new CommandError(
        'source_exists',
        `There is (or was) a source "${name}" already; choose another name, or see: sillage source list${same}`,
      );
    }
  } finally {
    stores.close();
  }
  if (options.json === true) terminal.out(`${JSON.stringify({ name, secret, ...(endpoint === null ? {} : { endpoint }) })}\n`);
  else terminal.out(welcome(record, secret, endpoint ?? options.settings.embedded.port, same));
}

interface Kind {
  readonly platform?: Platform;
  readonly policy?: SourcePolicy;
}

/** What the configuration says of this source, else the options; both may say the same. */
function kindOf(name: string, { platform, policy, settings, file }: Kind & GlobalOptions): Required<Kind> {
  const listed = settings.sources.find(({ id }) => id === name);
  if (listed === undefined) {
    if (platform === undefined) {
      const where = file === null ? '' : `, which ${file} does not say: it lists no source "${name}"`;
      throw new CommandError('usage', `Name the platform of this source${where}: --platform ${PLATFORMS.join('|')}`, EXIT.usage);
    }
    return { platform, policy: policy ?? defaultPolicy(platform) };
  }
  contradict(name, 'platform', platform, listed.platform, file);
  contradict(name, 'policy', policy, listed.policy, file);
  return { platform: listed.platform, policy: listed.policy };
}

function jwksUrlOf(name: string, { jwks, settings, file }: { readonly jwks?: string } & GlobalOptions): string | null {
  const listed = settings.sources.find(({ id }) => id === name)?.jwks_url;
  if (listed !== undefined) contradict(name, 'jwks_url', jwks, listed, file);
  return jwks ?? listed ?? null;
}

const PAGES: Readonly<Record<Platform, string>> = { moodle: 'moodle', openedx: 'open-edx', canvas: 'canvas', other: 'README' };

/** @param where the deployed endpoint, or the port of the server still to be started */
function welcome({ id, platform, policy, secrets }: SourceRecord, secret: string, where: string | number, same: string): string {
  const first = typeof where === 'number' ? `  sillage serve${same}\n` : '';
  const base = typeof where === 'number' ? `http://127.0.0.1:${where}` : where.replace(/\/$/, '');
  const scopes = secrets.flatMap((secret) => secret.scopes).join(', ');
  return `Source "${id}" is registered (${policy}). Its secret (${scopes}) is shown only now; keep it where the LMS keeps its own:

  ${secret}

Next:
${first}  curl ${base}/v1/events -u ${id}:SECRET --data-binary @events.json
or, in the LMS (docs/connect/${PAGES[platform]}.md):
${addressesOf(platform, id, base)}or, for log files on this machine:
  sillage ingest tracking.log --source ${id}${same}
`;
}

async function revoke(name: string, command: Command, edition: Edition): Promise<void> {
  const options = optionsOf(command);
  const { now, terminal } = edition;
  const stores = await openStores(options, edition, { create: false });
  try {
    if (!(await stores.registry.revokeSource(name, now()))) {
      throw unknownSource(name, command);
    }
  } finally {
    stores.close();
  }
  terminal.out(
    options.json === true ? `${JSON.stringify({ name, revoked: true })}\n` : `Source "${name}" may no longer send. What it sent stays.\n`,
  );
}
