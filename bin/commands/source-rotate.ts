import type { Command } from 'commander';
import type { SourceSecret } from '#core/ports/registry.ts';
import type { Edition, Stores } from '../edition.ts';
import { CommandError } from '../failure.ts';
import { openStores } from '../place.ts';
import { counted } from '../show/table.ts';
import { optionsOf, sameOptions } from './global-options.ts';
import { activeSource, newSecret, revokedSource } from './source-record.ts';

/** Whoever has more than this many has forgotten to end the old ones. */
const MOST_SECRETS = 5;

/** `sillage source rotate`: another secret for the same source, and then the end of the older ones. */
export function addRotate(source: Command, edition: Edition): void {
  source
    .command('rotate')
    .description('Give a source another secret for its events, printed once; the older ones go on until --finish ends them.')
    .argument('<name>', 'name of the source')
    .option('--finish', 'end every secret with the scope events but the newest')
    .addHelpText(
      'after',
      `
No event is lost and no pseudonym changes: the source stays the same. The new secret has the scopes of the newest that posts events;
secrets without the scope events are left alone (sillage source secret). With --json: {name, secret, secrets} and, with --finish,
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
    const { secrets } = await activeSource(name, stores, command);
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
  const same = sameOptions(command);
  const end = `sillage source rotate ${name} --finish${same}`;
  const posting = secrets.filter(postsEvents);
  const newest = posting.at(-1);
  if (newest === undefined) {
    const make = `sillage source secret add ${name} --scope events,courses${same}`;
    throw new CommandError(
      'no_events_secret',
      `No secret of "${name}" has the scope events, so there is none to rotate; make one: ${make}`,
    );
  }
  if (posting.length >= MOST_SECRETS) {
    throw new CommandError('too_many_secrets', `The source "${name}" has ${posting.length} valid secrets; end all but the newest: ${end}`);
  }
  const { secret, record } = newSecret(edition, newest.scopes);
  if (!(await registry.addSecret(name, record))) throw revokedSource(name);
  const text = `Another secret of the source "${name}" (${record.scopes.join(', ')}), shown only now. It is valid at once, and the older ones go on:

  ${secret}

Next: type it into the LMS, see that its events come (sillage status${same}), then end the older ones:
  ${end}
`;
  return { json: { name, secret, secrets: secrets.length + 1 }, text };
}

async function finish(name: string, secrets: readonly SourceSecret[], { registry }: Stores): Promise<Told> {
  const posting = secrets.filter(postsEvents);
  const older = posting.slice(0, -1);
  const since = new Date(posting.at(-1)?.since ?? 0).toISOString();
  if (older.length === 0) {
    const one = posting.length === 0 ? 'no secret for events' : `one secret for events, valid since ${since}`;
    return { json: { name, ended: 0, secrets: secrets.length }, text: `The source "${name}" has ${one}; there is none to end.\n` };
  }
  const hashes = older.map(({ hash }) => hash);
  // False: somebody else took the others away meanwhile.
  if (!(await registry.dropSecrets(name, hashes)))
    throw new CommandError('source_changed', `The secrets of "${name}" were changed meanwhile; see: sillage source list`);
  const text = `Ended: ${counted(older.length, 'older secret')}; the source "${name}" keeps the one that is valid since ${since}.\n`;
  return { json: { name, ended: older.length, secrets: secrets.length - older.length }, text };
}

function postsEvents({ scopes }: SourceSecret): boolean {
  return scopes.includes('events');
}
