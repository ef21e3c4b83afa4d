import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Platform, SourcePolicy, SourceRecord } from '#core/ports/registry.ts';
import { defaultPolicy, PLATFORMS, POLICIES } from '#core/settings/sources.ts';
import type { Edition } from '../edition.ts';
import { CommandError, EXIT } from '../failure.ts';
import { openStores } from '../place.ts';
import { table } from '../show/table.ts';
import { type GlobalOptions, optionsOf, sameOptions } from './global-options.ts';
import { addRotate, newSecret, unknownSource } from './source-rotate.ts';

const NAME = /^[a-z0-9-]{1,32}$/;
const FIRST_KEY = 1;

/** `sillage source …`: who may send events. */
export function addSource(program: Command, edition: Edition): void {
  const source = program.command('source').description('Register, list, rotate and revoke the platforms that send events.');
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
        'one faulty event refuses the whole POST, or only itself (default: lenient for openedx and moodle)',
      ).choices(POLICIES),
    )
    .addHelpText('after', '\nExample:\n  sillage source add campus --platform openedx')
    .action(async (name: string, _options, command: Command) => add(name, command, edition));
  source
    .command('list')
    .description('List the sources, how many secrets of each are valid and since when, never the secrets.')
    .action(async (_options, command: Command) => list(command, edition));
  addRotate(source, edition);
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
  const options = optionsOf<Kind>(command);
  const { now, terminal } = edition;
  const { secret, record: first } = newSecret(edition);
  const record: SourceRecord = {
    id: name,
    ...kindOf(name, options),
    secrets: [first],
    keyVersion: FIRST_KEY,
    createdAt: now(),
    revokedAt: null,
    jwksUrl: null,
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

function contradict(name: string, key: keyof Kind, option: string | undefined, listed: string, file: string | null): void {
  if (option === undefined || option === listed) return;
  throw new CommandError(
    'settings_contradicted',
    `${file} gives the source "${name}" the ${key} ${listed}, and --${key} says ${option}; leave --${key} out, or correct the file.`,
    EXIT.usage,
  );
}

/** @param where the deployed endpoint, or the port of the server still to be started */
function welcome({ id, policy }: SourceRecord, secret: string, where: string | number, same: string): string {
  const first = typeof where === 'number' ? `  sillage serve${same}\n` : '';
  const base = typeof where === 'number' ? `http://127.0.0.1:${where}` : where.replace(/\/$/, '');
  return `Source "${id}" is registered (${policy}). Its secret is shown only now; keep it where the LMS keeps its own:

  ${secret}

Next:
${first}  curl ${base}/v1/events -u ${id}:SECRET --data-binary @events.json
or, for log files on this machine:
  sillage ingest tracking.log --source ${id}${same}
`;
}

async function list(command: Command, edition: Edition): Promise<void> {
  const options = optionsOf(command);
  const { terminal } = edition;
  const stores = await openStores(options, edition, { create: false });
  try {
    const sources = (await stores.registry.sources()).map(({ id, platform, policy, secrets, createdAt, revokedAt }) => ({
      name: id,
      platform,
      policy,
      created: new Date(createdAt).toISOString(),
      secrets: revokedAt === null ? secrets.map(({ since }) => ({ since: new Date(since).toISOString() })) : [],
      revoked: revokedAt === null ? null : new Date(revokedAt).toISOString(),
    }));
    if (options.json === true) terminal.out(`${JSON.stringify(sources)}\n`);
    else if (sources.length === 0)
      terminal.out(`No source yet. Add one: sillage source add NAME --platform openedx${sameOptions(command)}\n`);
    else {
      const head = ['source', 'platform', 'policy', 'created', 'valid secrets', 'since', 'revoked'];
      terminal.out(
        table(
          head,
          sources.map(({ name, platform, policy, created, secrets, revoked }) => {
            const since = secrets.map((secret) => secret.since).join(', ');
            return [name, platform, policy, created, secrets.length, since, revoked ?? ''];
          }),
        ),
      );
    }
  } finally {
    stores.close();
  }
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
