import type { Command } from 'commander';
import { awaitEverything } from '../beside.ts';
import type { Edition, Lake } from '../edition.ts';
import { CommandError, EXIT } from '../failure.ts';
import { type Progress, progressBar } from '../show/progress.ts';
import { count } from '../show/table.ts';
import { becomeWorker, finish, QUIET, stagedFiles } from '../work.ts';
import { optionsOf } from './global-options.ts';

/** `sillage merge`: brings what was received to where researchers see it. */
export function addMerge(program: Command, edition: Edition): void {
  program
    .command('merge')
    .description('Tell what waits to be merged; with --now, process and merge it.')
    .option('--now', 'process what was received, and merge it into the course files')
    .addHelpText(
      'after',
      '\nA running server merges by itself, some seconds after events come in; beside one, --now waits until it has.\n\nExample:\n  sillage merge --now',
    )
    .action(async (_options, command: Command) => merge(command, edition));
}

async function merge(command: Command, { open, terminal, now: clock }: Edition): Promise<void> {
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
    const report = await mergeNow(lake, clock(), progressBar('Merging', null, terminal, json === true));
    if (json === true) terminal.out(`${JSON.stringify(report)}\n`);
    else if (report.files === null) terminal.out(`The running worker merged what waited: ${count(report.staged)} staged files.\n`);
    else
      terminal.out(
        `Merged ${count(report.staged)} staged files: ${count(report.rows)} rows entered ${count(report.files)} course files.\n`,
      );
  } finally {
    lake.close();
  }
}

interface Merged {
  readonly staged: number;
  /** null: another worker did it. */
  readonly files: number | null;
  readonly rows: number;
}

async function mergeNow(lake: Lake, now: number, merging: Progress): Promise<Merged> {
  const worker = await becomeWorker(lake, QUIET);
  if (worker !== null) {
    try {
      const { staged, written, rows } = await finish(worker.pipeline, merging);
      return { staged, files: written, rows };
    } finally {
      worker.release();
    }
  }
  const waiting = await stagedFiles(lake);
  if (await awaitEverything(lake, now)) return { staged: waiting.length, files: null, rows: 0 };
  throw new CommandError(
    'folder_busy',
    'Another sillage process works on this data folder and has not finished; sillage status shows how far it is.',
    EXIT.busy,
  );
}

async function whatWaits(lake: Lake): Promise<{ readonly batches: number; readonly staged: number }> {
  return { batches: (await lake.intake.depth()).batches, staged: (await stagedFiles(lake)).length };
}
