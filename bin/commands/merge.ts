import type { Command } from 'commander';
import { awaitEverything } from '../beside.ts';
import { mergeCloud, SHARDS } from '../cloud/merge.ts';
import type { Edition, Lake, Stores, Terminal } from '../edition.ts';
import { CommandError, EXIT } from '../failure.ts';
import { openCloud } from '../place.ts';
import { type Progress, progressBar } from '../show/progress.ts';
import { counted } from '../show/table.ts';
import { becomeWorker, finish, QUIET, stagedFiles } from '../work.ts';
import { type GlobalOptions, optionsOf, sameOptions } from './global-options.ts';

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

async function merge(command: Command, edition: Edition): Promise<void> {
  const options = optionsOf<{ now?: boolean }>(command);
  const { terminal } = edition;
  if (options.aws === true && options.now === true) {
    const cloud = await openCloud(options, edition);
    const { staged, written, rows } = await mergeCloud(cloud, progressBar('Merging', SHARDS, terminal, options.json === true));
    tell({ staged, files: written, rows }, options.json, terminal);
    return;
  }
  if (options.aws === true) {
    const cloud = await openCloud(options, edition);
    tellWaiting(
      await whatWaits(cloud),
      `It happens by itself; to merge at once: sillage merge --now${sameOptions(command)}`,
      options.json,
      terminal,
    );
    return;
  }
  await mergeFolder(options, sameOptions(command), edition);
}

async function mergeFolder(
  { data, json, now }: GlobalOptions & { now?: boolean },
  same: string,
  { open, terminal, now: clock }: Edition,
): Promise<void> {
  const lake = await open(data, { create: false });
  try {
    if (now !== true) {
      tellWaiting(await whatWaits(lake), `To do it: sillage merge --now${same}`, json, terminal);
      return;
    }
    const report = await mergeNow(lake, clock(), progressBar('Merging', null, terminal, json === true));
    tell(report, json, terminal);
  } finally {
    lake.close();
  }
}

function tell(report: Merged, json: boolean | undefined, terminal: Terminal): void {
  const staged = counted(report.staged, 'staged file');
  if (json === true) terminal.out(`${JSON.stringify(report)}\n`);
  else if (report.files === null) terminal.out(`The running worker merged what waited: ${staged}.\n`);
  else terminal.out(`Merged ${staged}: ${counted(report.rows, 'row')} entered ${counted(report.files, 'course file')}.\n`);
}

function tellWaiting(waiting: Waiting, next: string, json: boolean | undefined, terminal: Terminal): void {
  const text = `Waiting: ${counted(waiting.batches, 'batch', 'batches')} to be processed, ${counted(waiting.staged, 'staged file')} to be merged.`;
  terminal.out(json === true ? `${JSON.stringify(waiting)}\n` : `${text} ${next}\n`);
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

interface Waiting {
  readonly batches: number;
  readonly staged: number;
}

async function whatWaits(lake: Stores): Promise<Waiting> {
  return { batches: (await lake.intake.depth()).batches, staged: (await stagedFiles(lake)).length };
}
