import type { Command } from 'commander';
import { dayOf } from '#core/dataset/layout.ts';
import type { Edition } from '../edition.ts';
import { CommandError, EXIT } from '../failure.ts';
import { readSettingsFile, type SettingsFile } from '../settings-file.ts';

/** Options that every command takes. */
export interface GlobalOptions extends SettingsFile {
  readonly data: string;
  readonly json?: boolean;
  /** The deployed installation, not a data folder. */
  readonly aws?: boolean;
}

/** A command's own options and the ones that every command takes. */
export function optionsOf<T>(command: Command): T & GlobalOptions {
  return command.optsWithGlobals();
}

/**
 * Reads the configuration before a command begins: what it says holds where no option says otherwise.
 *
 * @throws CommandError when it has mistakes, or the options name two installations
 */
export async function configure(command: Command, edition: Edition): Promise<void> {
  const { config, aws } = command.optsWithGlobals<{ config?: string; aws?: boolean }>();
  if (aws === true && command.getOptionValueSourceWithGlobals('data') === 'cli') {
    throw new CommandError(
      'usage',
      '--data names a folder of this machine and --aws the deployed installation; leave one of them out.',
      EXIT.usage,
    );
  }
  // An old grant is a mistake where grants are given; it must not keep a server from receiving.
  const today = command.name() === 'check' ? dayOf(edition.now()) : null;
  const { settings, file } = await readSettingsFile(config, today, edition);
  command.setOptionValueWithSource('settings', settings, 'config');
  command.setOptionValueWithSource('file', file, 'config');
  for (const [name, value] of Object.entries(settings.embedded)) setDefault(command, name, value);
}

/** Sets an option that nobody named, on the command or the one above it that has it. */
function setDefault(command: Command, name: string, value: unknown): void {
  for (let owner: Command | null = command; owner !== null; owner = owner.parent) {
    if (owner.getOptionValueSource(name) === 'default') owner.setOptionValueWithSource(name, value, 'config');
  }
}

/** Options that lead a later command to the same place: only those that the user named. */
export function sameOptions(command: Command): string {
  const { data, config, aws } = command.optsWithGlobals<{ data: string; config?: string; aws?: boolean }>();
  const named = command.getOptionValueSourceWithGlobals('data') === 'cli';
  return `${config === undefined ? '' : ` --config ${config}`}${aws === true ? ' --aws' : ''}${named && data !== './sillage-data' ? ` --data ${data}` : ''}`;
}
