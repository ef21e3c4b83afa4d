import type { Command } from 'commander';
import type { Edition } from '../edition.ts';
import { openStores } from '../place.ts';
import { counted } from '../show/table.ts';
import { optionsOf, sameOptions } from './global-options.ts';

/** `sillage redrive`: dead letters get another chance. */
export function addRedrive(program: Command, edition: Edition): void {
  program
    .command('redrive')
    .description('Put batches that could not be processed back in the queue, once the cause is mended.')
    .option('--dry-run', 'only tell how many there are')
    .addHelpText('after', '\nTheir expiry goes on as before.\n\nExamples:\n  sillage redrive --dry-run\n  sillage redrive')
    .action(async (_options, command: Command) => redrive(command, edition));
}

async function redrive(command: Command, edition: Edition): Promise<void> {
  const options = optionsOf<{ dryRun?: boolean }>(command);
  const { json, dryRun } = options;
  const { terminal } = edition;
  const stores = await openStores(options, edition, { create: false });
  try {
    const batches = dryRun === true ? (await stores.intake.depth()).deadLetters : await stores.intake.redrive();
    if (json === true) terminal.out(`${JSON.stringify({ batches })}\n`);
    else if (dryRun === true) {
      terminal.out(
        `Kept apart: ${counted(batches, 'batch', 'batches')}. To put them back in the queue: sillage redrive${sameOptions(command)}\n`,
      );
    } else terminal.out(`Back in the queue: ${counted(batches, 'batch', 'batches')}.\n`);
  } finally {
    stores.close();
  }
}
