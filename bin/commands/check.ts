import type { Command } from 'commander';
import type { Edition } from '../edition.ts';
import { CommandError, EXIT } from '../failure.ts';
import { settingsSummary, settingsText } from '../show/settings.ts';
import { optionsOf } from './global-options.ts';

/** `sillage check`: what the configuration says; its mistakes are told before any command begins. */
export function addCheck(program: Command, edition: Edition): void {
  program
    .command('check')
    .description('Check sillage.yaml: tell every mistake with its line and remedy, or what it says.')
    .addHelpText(
      'after',
      `
Also tells grants that have ended, which would refuse the next deployment. What each key means: docs/settings.md.

Examples:
  sillage check
  sillage check --config staging.yaml --json`,
    )
    .action((_options, command: Command) => {
      const { settings, file, json } = optionsOf(command);
      if (file === null) {
        throw new CommandError('no_settings', 'There is no sillage.yaml here; name a configuration: --config FILE', EXIT.usage);
      }
      edition.terminal.out(json === true ? `${JSON.stringify(settingsSummary(settings, file))}\n` : settingsText(settings, file));
    });
}
