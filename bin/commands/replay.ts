import { type Command, Option } from 'commander';
import { REJECTIONS, type RejectionCode } from '#core/normalise/rejection.ts';
import { type ReplayOptions, type ReplayReport, replay as replayArchive } from '#core/process/replay.ts';
import { replayCloud } from '../cloud/replay.ts';
import type { Edition } from '../edition.ts';
import { openCloud } from '../place.ts';
import { progressBar, SILENT } from '../show/progress.ts';
import { count, counted } from '../show/table.ts';
import { finish, QUIET, requireWorker } from '../work.ts';
import { dayFrom } from './day.ts';
import { type GlobalOptions, optionsOf } from './global-options.ts';

interface ReplayChoice {
  readonly code?: RejectionCode;
  readonly since?: string;
  readonly all?: boolean;
  readonly dryRun?: boolean;
}

/** What was read again, and what the merge after it took out. */
type Replayed = ReplayReport & { readonly withdrawn: number };

/** `sillage replay`: reads archived lines again. */
export function addReplay(program: Command, edition: Edition): void {
  program
    .command('replay')
    .description('Read archived lines again that gave no row, after a fix or an upgrade.')
    .addOption(new Option('--code <code>', 'only batches with lines rejected for this reason').choices(Object.keys(REJECTIONS)))
    .option('--since <day>', 'only what was received on this day (UTC, YYYY-MM-DD) or later', dayFrom)
    .option('--all', 'read every line again, and withdraw rows that a line no longer gives')
    .option('--dry-run', 'only tell what would come of it')
    .addHelpText('after', '\nExamples:\n  sillage replay --code unknown_dialect\n  sillage replay --all --since 2026-01-31 --dry-run')
    .action(async (_options, command: Command) => replay(command, edition));
}

async function replay(command: Command, edition: Edition): Promise<void> {
  const choice = optionsOf<ReplayChoice>(command);
  const { json = false, code, since, all, dryRun = false } = choice;
  const options = {
    dryRun,
    ...(code === undefined ? {} : { code }),
    ...(since === undefined ? {} : { since }),
    ...(all === undefined ? {} : { all }),
  };
  const report =
    choice.aws === true
      ? await replayCloud(options, await openCloud(choice, edition), progressBar('Reading again', null, edition.terminal, json))
      : await replayFolder(options, choice, edition);
  edition.terminal.out(json ? `${JSON.stringify(report)}\n` : sentence(report, dryRun));
}

async function replayFolder(
  options: ReplayOptions,
  { data, json = false, dryRun = false }: GlobalOptions & ReplayChoice,
  { open, terminal }: Edition,
): Promise<Replayed> {
  const lake = await open(data, { create: false });
  try {
    const worker = await requireWorker(lake, QUIET, 'Stop it, replay, and start it again.');
    try {
      // Nothing may be staged while lines are read again.
      if (!dryRun) await finish(worker.pipeline, SILENT);
      const bar = { shown: null as ReturnType<typeof progressBar> | null };
      const report = await replayArchive(options, worker.pipeline, (done, of) => {
        bar.shown ??= progressBar('Reading again', of, terminal, json);
        bar.shown.update(done);
      }).finally(() => bar.shown?.stop());
      const { withdrawn } = dryRun ? { withdrawn: 0 } : await finish(worker.pipeline, SILENT);
      return { ...report, withdrawn };
    } finally {
      worker.release();
    }
  } finally {
    lake.close();
  }
}

function sentence({ receipts, lines, rows, expired, withdrawn }: Replayed, dryRun: boolean): string {
  const parts = [
    `Read ${counted(lines, 'line')} of ${counted(receipts, 'group')} again: ${count(rows)} ${dryRun ? 'would give' : 'gave'} a row.`,
    withdrawn > 0 ? `Withdrawn from where they no longer belong: ${counted(withdrawn, 'row')}.` : '',
    expired > 0 ? `Expired, and not to be read again: ${counted(expired, 'group')}.` : '',
    dryRun ? 'Nothing was written.' : '',
  ];
  return `${parts.filter((part) => part !== '').join('\n')}\n`;
}
