import { type Command, InvalidArgumentError, Option } from 'commander';
import type { MergeReport } from '#core/dataset/merge-shard.ts';
import { REJECTIONS, type RejectionCode } from '#core/normalise/rejection.ts';
import { type ReplayReport, replay as replayArchive } from '#core/process/replay.ts';
import type { Edition } from '../edition.ts';
import { progressBar, SILENT } from '../show/progress.ts';
import { count } from '../show/table.ts';
import { finish, QUIET, requireWorker } from '../work.ts';
import { optionsOf } from './global-options.ts';

interface ReplayChoice {
  readonly code?: RejectionCode;
  readonly since?: string;
  readonly all?: boolean;
  readonly dryRun?: boolean;
}

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

function dayFrom(text: string): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  if (day === null || Number.isNaN(day.getTime()) || !day.toISOString().startsWith(text)) {
    throw new InvalidArgumentError('It must be a day, as in 2026-01-31.');
  }
  return text;
}

async function replay(command: Command, { open, terminal }: Edition): Promise<void> {
  const { data, json = false, code, since, all, dryRun = false } = optionsOf<ReplayChoice>(command);
  const lake = await open(data, { create: false });
  try {
    const worker = await requireWorker(lake, QUIET, 'Stop it, replay, and start it again.');
    try {
      // Nothing may be staged while lines are read again.
      if (!dryRun) await finish(worker.pipeline, SILENT);
      const bar = { shown: null as ReturnType<typeof progressBar> | null };
      const options = {
        dryRun,
        ...(code === undefined ? {} : { code }),
        ...(since === undefined ? {} : { since }),
        ...(all === undefined ? {} : { all }),
      };
      const report = await replayArchive(options, worker.pipeline, (done, of) => {
        bar.shown ??= progressBar('Reading again', of, terminal, json);
        bar.shown.update(done);
      }).finally(() => bar.shown?.stop());
      const { withdrawn } = dryRun ? { withdrawn: 0 } : await finish(worker.pipeline, SILENT);
      terminal.out(json ? `${JSON.stringify({ ...report, withdrawn })}\n` : sentence({ ...report, withdrawn }, dryRun));
    } finally {
      worker.release();
    }
  } finally {
    lake.close();
  }
}

function sentence({ receipts, lines, rows, expired, withdrawn }: ReplayReport & Pick<MergeReport, 'withdrawn'>, dryRun: boolean): string {
  const parts = [
    `Read ${count(lines)} lines of ${count(receipts)} groups again: ${count(rows)} ${dryRun ? 'would give' : 'gave'} a row.`,
    withdrawn > 0 ? `${count(withdrawn)} rows were withdrawn from where they no longer belong.` : '',
    expired > 0 ? `${count(expired)} groups have expired and cannot be read again.` : '',
    dryRun ? 'Nothing was written.' : '',
  ];
  return `${parts.filter((part) => part !== '').join('\n')}\n`;
}
