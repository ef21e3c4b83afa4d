import type { Command } from 'commander';
import { redriveCloud } from '../cloud/redrive.ts';
import type { Edition } from '../edition.ts';
import { openCloud } from '../place.ts';
import { counted } from '../show/table.ts';
import { type GlobalOptions, optionsOf, sameOptions } from './global-options.ts';

/** `sillage redrive`: dead letters get another chance. */
export function addRedrive(program: Command, edition: Edition): void {
  program
    .command('redrive')
    .description('Put batches that could not be processed back in the queue, once the cause is mended.')
    .option('--dry-run', 'only tell how many there are')
    .addHelpText(
      'after',
      '\nTheir expiry goes on as before: on AWS, those that have outlived the intake are let go.\n\nExamples:\n  sillage redrive --dry-run\n  sillage redrive',
    )
    .action(async (_options, command: Command) => redrive(command, edition));
}

async function redrive(command: Command, edition: Edition): Promise<void> {
  const options = optionsOf<{ dryRun?: boolean }>(command);
  const { json, aws = false, dryRun = false } = options;
  const report = aws ? await inCloud(options, dryRun, edition) : await inFolder(options, dryRun, edition);
  const { batches, expired = 0 } = report;
  const letters = counted(batches, 'batch', 'batches');
  const gone = expired === 0 ? '' : `\nOlder than their expiry, and gone: ${counted(expired, 'batch', 'batches')}.`;
  const text = dryRun
    ? `Kept apart: ${letters}. To put them back in the queue: sillage redrive${sameOptions(command)}`
    : `Back in the queue: ${letters}.${gone}`;
  edition.terminal.out(json === true ? `${JSON.stringify(report)}\n` : `${text}\n`);
}

interface Report {
  readonly batches: number;
  readonly expired?: number;
}

/** By a function: whoever operates an installation need not be able to read a dead letter. */
async function inCloud(options: GlobalOptions, dryRun: boolean, edition: Edition): Promise<Report> {
  const cloud = await openCloud(options, edition);
  return dryRun ? { batches: (await cloud.intake.depth()).deadLetters } : redriveCloud(cloud);
}

async function inFolder({ data }: GlobalOptions, dryRun: boolean, { open }: Edition): Promise<Report> {
  const lake = await open(data, { create: false });
  try {
    return { batches: dryRun ? (await lake.intake.depth()).deadLetters : await lake.intake.redrive() };
  } finally {
    lake.close();
  }
}
