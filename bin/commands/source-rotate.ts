import type { Command } from 'commander';
import { type SourceSecret, USUAL_SCOPES } from '#core/ports/registry.ts';
import { secretHash } from '#core/receive/authenticate.ts';
import type { Edition, Stores } from '../edition.ts';
import { CommandError } from '../failure.ts';
import { openStores } from '../place.ts';
import { counted } from '../show/table.ts';
import { optionsOf, sameOptions } from './global-options.ts';

const SECRET_BYTES = 32;
/** Whoever has more than this many has forgotten to end the old ones. */
const MOST_SECRETS = 5;

/** `sillage source rotate`: another secret for the same source, and then the end of the older ones. */
export function addRotate(source: Command, edition: Edition): void {
  source
    .command('rotate')
    .description('Give a source another secret, printed once; the older ones go on until --finish ends them.')
    .argument('<name>', 'name of the source')
    .option('--finish', 'end every secret but the newest')
    .addHelpText(
      'after',
      `
No event is lost and no pseudonym changes: the source stays the same. With --json: {name, secret, secrets} and, with --finish,
{name, ended, secrets}; "secrets" is how many are valid.

Examples:
  sillage source rotate campus             then type the new secret into the LMS, and see that its events come
  sillage source rotate campus --finish    then end the old one`,
    )
    .action(async (name: string, _options, command: Command) => rotate(name, command, edition));
}

async function rotate(name: string, command: Command, edition: Edition): Promise<void> {
  const options = optionsOf<{ finish?: boolean }>(command);
  const stores = await openStores(options, edition, { create: false });
  try {
    const secrets = await secretsOf(name, stores, command);
    const told = options.finish === true ? await finish(name, secrets, stores) : await begin(name, secrets, stores, command, edition);
    edition.terminal.out(options.json === true ? `${JSON.stringify(told.json)}\n` : told.text);
  } finally {
    stores.close();
  }
}

interface Told {
  readonly json: object;
  readonly text: string;
}

async function begin(
  name: string,
  secrets: readonly SourceSecret[],
  { registry }: Stores,
  command: Command,
  edition: Edition,
): Promise<Told> {
  const end = `sillage source rotate ${name} --finish${sameOptions(command)}`;
  if (secrets.length >= MOST_SECRETS) {
    throw new CommandError('too_many_secrets', `The source "${name}" has ${secrets.length} valid secrets; end all but the newest: ${end}`);
  }
  const { secret, record } = newSecret(edition);
  if (!(await registry.addSecret(name, record))) throw revoked(name);
  const text = `Another secret of the source "${name}", shown only now. It is valid at once, and the older ones go on:

  ${secret}

Next: type it into the LMS, see that its events come (sillage status${sameOptions(command)}), then end the older ones:
  ${end}
`;
  return { json: { name, secret, secrets: secrets.length + 1 }, text };
}

async function finish(name: string, secrets: readonly SourceSecret[], { registry }: Stores): Promise<Told> {
  const older = secrets.slice(0, -1);
  const since = new Date(secrets.at(-1)?.since ?? 0).toISOString();
  if (older.length === 0) {
    return {
      json: { name, ended: 0, secrets: 1 },
      text: `The source "${name}" has one secret, valid since ${since}; there is none to end.\n`,
    };
  }
  const hashes = older.map(({ hash }) => hash);
  // False: somebody else took the others away meanwhile.
  if (!(await registry.dropSecrets(name, hashes)))
    throw new CommandError('source_changed', `The secrets of "${name}" were changed meanwhile; see: sillage source list`);
  const text = `Ended: ${counted(older.length, 'older secret')}; the source "${name}" keeps the one that is valid since ${since}.\n`;
  return { json: { name, ended: older.length, secrets: 1 }, text };
}

/** @throws CommandError `unknown_source`, `source_revoked` */
async function secretsOf(name: string, { registry }: Stores, command: Command): Promise<readonly SourceSecret[]> {
  const source = await registry.source(name);
  if (source === null) throw unknownSource(name, command);
  if (source.revokedAt !== null) throw revoked(name);
  return source.secrets;
}

/** 256 random bits as text, and what the registry keeps of it. */
export function newSecret({ random, now }: Edition): { readonly secret: string; readonly record: SourceSecret } {
  const secret = Buffer.from(random.bytes(SECRET_BYTES)).toString('base64url');
  return { secret, record: { hash: secretHash(secret), since: now(), scopes: USUAL_SCOPES } };
}

export function unknownSource(name: string, command: Command): CommandError {
  return new CommandError('unknown_source', `There is no source "${name}"; see: sillage source list${sameOptions(command)}`);
}

function revoked(name: string): CommandError {
  return new CommandError('source_revoked', `The source "${name}" is revoked, which is for ever; add another: sillage source add NAME`);
}
