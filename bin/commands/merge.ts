import type { Command } from 'commander';
import type { Edition, Lake } from '../edition.ts';
import { count } from '../show/table.ts';
import { finish, QUIET, requireWorker, stagedFiles } from '../work.ts';
import { optionsOf } from './global-options.ts';

/** `sillage merge`: brings what was received to where researchers see it. */
export function addMerge(program: Command, edition: Edition): void {
  program
    .command('merge')
    .description('Tell what waits to be merged; with --now, process and merge it.')
    .option('--now', 'process what was received, and merge it into the course files')
    .addHelpText('after', '\nA running server merges by itself, some seconds after events come in.\n\nExample:\n  sillage merge --now')
    .action(async (_options, command: Command) => merge(command, edition));
}

async function merge(command: Command, { open, terminal }: Edition): Promise<void> {
  const { data, json, now } = optionsOf<{ now?: boolean }>(command);
  const lake = await open(data, { create: false });
  try {
    if (now !== true) {
      const waiting = await whatWaits(lake);
      terminal.out(
        json === true
          ? `${JSON.stringify(waiting)}\n`
          : `${count(waiting.batches)} batches wait to be processed, ${count(waiting.staged)} staged files to be merged. To do it: sillage merge --now\n`,
      );
      return;
    }
    const worker = await requireWorker(
      lake,
      QUIET,
      'A running server merges by itself within seconds; sillage status shows how far it is.',
    );
    try {
      const { staged, written, rows } = await finish(worker.pipeline);
      terminal.out(
        json === true
          ? `${JSON.stringify({ staged, files: written, rows })}\n`
          : `Merged ${count(staged)} staged files: ${count(rows)} rows entered ${count(written)} course files.\n`,
      );
    } finally {
      worker.release();
    }
  } finally {
    lake.close();
  }
}

async function whatWaits(lake: Lake): Promise<{ readonly batches: number; readonly staged: number }> {
  return { batches: (await lake.intake.depth()).batches, staged: (await stagedFiles(lake)).length };
}
