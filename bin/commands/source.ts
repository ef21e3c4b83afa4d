import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Platform, SourcePolicy, SourceRecord } from '#core/ports/registry.ts';
import { secretHash } from '#core/receive/authenticate.ts';
import type { Edition } from '../edition.ts';
import { CommandError } from '../failure.ts';
import { table } from '../show/table.ts';
import { optionsOf } from './global-options.ts';

const SECRET_BYTES = 32;
const NAME = /^[a-z0-9-]{1,32}$/;
const FIRST_KEY = 1;

/** Logs of these platforms hold lines of every age and kind: one odd line must not refuse a whole sending. */
const LENIENT: ReadonlySet<Platform> = new Set(['openedx', 'moodle']);

/** `sillage source …`: who may send events. */
export function addSource(program: Command, edition: Edition): void {
  const source = program.command('source').description('Register, list and revoke the platforms that send events.');
  source
    .command('add')
    .description('Register a platform and print its secret, once.')
    .argument('<name>', 'lower-case letters, digits and hyphens, at most 32', nameOf)
    .addOption(
      new Option('--platform <platform>', 'whose people and courses these are')
        .choices(['openedx', 'moodle', 'canvas', 'other'])
        .makeOptionMandatory(),
    )
    .addOption(
      new Option(
        '--policy <policy>',
        'one faulty event refuses the whole POST, or only itself (default: lenient for openedx and moodle)',
      ).choices(['strict', 'lenient']),
    )
    .addHelpText('after', '\nExample:\n  sillage source add campus --platform openedx')
    .action(async (name: string, _options, command: Command) => add(name, command, edition));
  source
    .command('list')
    .description('List the sources, never their secrets.')
    .action(async (_options, command: Command) => list(command, edition));
  source
    .command('revoke')
    .description("End a source's right to send. Its data stays; its name is never given again.")
    .argument('<name>', 'name of the source')
    .addHelpText('after', '\nExample:\n  sillage source revoke campus')
    .action(async (name: string, _options, command: Command) => revoke(name, command, edition));
}

function nameOf(text: string): string {
  if (!NAME.test(text)) throw new InvalidArgumentError('It must be lower-case letters, digits and hyphens, at most 32.');
  return text;
}

async function add(name: string, command: Command, { open, now, random, terminal }: Edition): Promise<void> {
  const { data, json, platform, policy } = optionsOf<{ platform: Platform; policy?: SourcePolicy }>(command);
  const secret = Buffer.from(random.bytes(SECRET_BYTES)).toString('base64url');
  const record: SourceRecord = {
    id: name,
    platform,
    policy: policy ?? (LENIENT.has(platform) ? 'lenient' : 'strict'),
    secretHash: secretHash(secret),
    keyVersion: FIRST_KEY,
    createdAt: now(),
    revokedAt: null,
  };
  const lake = await open(data, { create: true });
  try {
    if (!(await lake.registry.addSource(record))) {
      throw new CommandError(
        'source_exists',
        `There is (or was) a source "${name}" already; choose another name, or see: sillage source list`,
      );
    }
  } finally {
    lake.close();
  }
  if (json === true) terminal.out(`${JSON.stringify({ name, secret })}\n`);
  else terminal.out(welcome(record, secret, data));
}

function welcome({ id, policy }: SourceRecord, secret: string, data: string): string {
  const folder = data === './sillage-data' ? '' : ` --data ${data}`;
  return `Source "${id}" is registered (${policy}). Its secret is shown only now; keep it where the LMS keeps its own:

  ${secret}

Next:
  sillage serve${folder}
  curl http://127.0.0.1:8787/v1/events -u ${id}:SECRET --data-binary @events.json
or, for log files on this machine:
  sillage ingest tracking.log --source ${id}${folder}
`;
}

async function list(command: Command, { open, terminal }: Edition): Promise<void> {
  const { data, json } = optionsOf(command);
  const lake = await open(data, { create: false });
  try {
    const sources = (await lake.registry.sources()).map(({ id, platform, policy, createdAt, revokedAt }) => ({
      name: id,
      platform,
      policy,
      created: new Date(createdAt).toISOString(),
      revoked: revokedAt === null ? null : new Date(revokedAt).toISOString(),
    }));
    if (json === true) terminal.out(`${JSON.stringify(sources)}\n`);
    else if (sources.length === 0) terminal.out('No source yet. Add one: sillage source add NAME --platform openedx\n');
    else {
      const head = ['source', 'platform', 'policy', 'created', 'revoked'];
      terminal.out(
        table(
          head,
          sources.map((one) => [one.name, one.platform, one.policy, one.created, one.revoked ?? '']),
        ),
      );
    }
  } finally {
    lake.close();
  }
}

async function revoke(name: string, command: Command, { open, now, terminal }: Edition): Promise<void> {
  const { data, json } = optionsOf(command);
  const lake = await open(data, { create: false });
  try {
    if (!(await lake.registry.revokeSource(name, now()))) {
      throw new CommandError('unknown_source', `There is no source "${name}"; see: sillage source list`);
    }
  } finally {
    lake.close();
  }
  terminal.out(
    json === true ? `${JSON.stringify({ name, revoked: true })}\n` : `Source "${name}" may no longer send. What it sent stays.\n`,
  );
}
