import { basename } from 'node:path';
import type { Command } from 'commander';
import { DIALECTS } from '#core/normalise/dialects/index.ts';
import { isZone } from '#core/normalise/dialects/moodle/report/zone.ts';
import type { SourceRecord } from '#core/ports/registry.ts';
import { summarise } from '#core/process/totals.ts';
import { type BulkSending, ingestFile } from '#core/receive/bulk.ts';
import { type CutDesk, cloudDesk } from '../cloud/ingest.ts';
import { Desk } from '../desk.ts';
import type { Edition, Stores } from '../edition.ts';
import { CommandError, EXIT, tellFailure } from '../failure.ts';
import { openCloud, openLake } from '../place.ts';
import { conservation, sumOf } from '../show/conservation.ts';
import { progressBar } from '../show/progress.ts';
import { count, counted } from '../show/table.ts';
import { becomeWorker, QUIET } from '../work.ts';
import { type GlobalOptions, optionsOf, sameOptions } from './global-options.ts';

interface IngestOptions {
  readonly source: string;
  readonly dialect?: string;
  readonly merge: boolean;
  readonly timeZone?: string;
  readonly course?: string;
}

/** `sillage ingest`: bulk files, by who has the machine: no secret is asked for. */
export function addIngest(program: Command, edition: Edition): void {
  program
    .command('ingest')
    .description('Take in log files or exports: plain, gzip or zstd; lines, or one JSON document.')
    .argument('<file...>', 'files, or - for the standard input')
    .requiredOption('--source <name>', 'whose events these are')
    .option('--dialect <name>', `format of the events: ${[...DIALECTS.keys()].join(', ')} (default: told line by line)`)
    .option(
      '--time-zone <name>',
      'of the times in a downloaded report, as in Europe/Paris (default: time_zone of the source in sillage.yaml)',
    )
    .option('--course <id>', 'of a report that was downloaded from within a course: its rows do not name it')
    .option('--no-merge', 'leave the rows staged; a later merge brings them to researchers')
    .addHelpText(
      'after',
      `
Faulty lines refuse nothing else: each is counted under a code, and the command ends with 0.
The same file taken in twice changes nothing. With --json: {lines, rows, rejected: {code: n}, dropped: {reason: n}}.

Examples:
  sillage ingest tracking.log-*.gz --source campus
  zcat old.gz | sillage ingest - --source campus --dialect openedx
  sillage ingest logs_bio_20250314.csv --source moodle --time-zone Europe/Paris --course 42`,
    )
    .action(async (files: string[], _options, command: Command) => ingest(files, command, edition));
}

async function ingest(files: readonly string[], command: Command, edition: Edition): Promise<void> {
  const options = optionsOf<IngestOptions>(command);
  const { json = false, source: name, dialect = null, merge: merging } = options;
  if (dialect !== null && !DIALECTS.has(dialect)) {
    throw new CommandError(
      'unknown_dialect',
      `There is no dialect of this name; there are: ${[...DIALECTS.keys()].join(', ')}.`,
      EXIT.usage,
    );
  }
  if (options.timeZone !== undefined && !isZone(options.timeZone)) {
    throw new CommandError('unknown_time_zone', 'There is no time zone of this name; write it as in Europe/Paris.', EXIT.usage);
  }
  if (options.aws === true) return ingestCloud(files, options, command, edition);
  const lake = await openLake(options, edition, { create: false });
  try {
    const sending = sendingOf(await sourceOf(name, lake, command), options);
    const desk = new Desk(lake, await becomeWorker(lake, QUIET), edition.now());
    let failures = 0;
    try {
      failures = await takeInAll(files, sending, desk, edition, json);
      await desk.finish(merging ? progressBar('Merging', null, edition.terminal, json) : null);
    } finally {
      desk.close();
    }
    const summary = await summarise(desk.receipts, desk.batches);
    const { lines, rows, rejected, dropped } = summary;
    if (json) edition.terminal.out(`${JSON.stringify({ lines, rows, rejected, dropped })}\n`);
    else edition.terminal.out(conservation(summary) + nextStep(sumOf(rejected), desk.note, merging));
    if (desk.setAside > 0) {
      throw new CommandError(
        'set_aside',
        `${counted(desk.setAside, 'batch', 'batches')} could not be processed, and kept apart; see: sillage status${sameOptions(command)}`,
      );
    }
    if (failures > 0) throw someFailed(failures, files);
  } finally {
    lake.close();
  }
}

/** Cuts go to the deployed inbox; they are processed there like everything that is posted. */
async function ingestCloud(
  files: readonly string[],
  options: GlobalOptions & IngestOptions,
  command: Command,
  edition: Edition,
): Promise<void> {
  const { json = false, source: name } = options;
  const cloud = await openCloud(options, edition);
  const desk = cloudDesk(cloud, edition.now);
  const sending = sendingOf(await sourceOf(name, cloud, command), options);
  const failures = await takeInAll(files, sending, desk, edition, json);
  const { cuts, lines } = desk.taken();
  if (json) edition.terminal.out(`${JSON.stringify({ cuts, lines })}\n`);
  else {
    const text = `Handed over: ${counted(lines, 'line')} in ${counted(cuts, 'cut')}, to be processed within minutes. What becomes of them: sillage status${sameOptions(command)}\n`;
    edition.terminal.out(text);
  }
  if (failures > 0) throw someFailed(failures, files);
}

/** What is said of the files: by options, else by the configuration. */
function sendingOf(source: SourceRecord, options: GlobalOptions & IngestOptions): BulkSending {
  const listed = options.settings.sources.find(({ id }) => id === source.id)?.time_zone;
  const declared = { timeZone: options.timeZone ?? listed ?? null, course: options.course ?? null };
  return { source, dialect: options.dialect ?? null, declared };
}

function someFailed(failures: number, files: readonly string[]): CommandError {
  return new CommandError('files_failed', `${failures} of ${files.length} files could not be taken in to their end.`);
}

/** @returns how many files failed; one that is alone throws */
async function takeInAll(files: readonly string[], sending: BulkSending, desk: CutDesk, edition: Edition, json: boolean): Promise<number> {
  let failures = 0;
  for (const file of files) {
    try {
      await takeIn(file, sending, desk, edition, json);
    } catch (error) {
      if (files.length === 1) throw error;
      tellFailure(error, json, edition.terminal);
      failures++;
    }
  }
  return failures;
}

async function sourceOf(name: string, lake: Pick<Stores, 'registry'>, command: Command): Promise<SourceRecord> {
  const same = sameOptions(command);
  const source = await lake.registry.source(name);
  if (source === null) {
    throw new CommandError(
      'unknown_source',
      `There is no source "${name}"; add it first: sillage source add ${name} --platform openedx${same}`,
    );
  }
  if (source.revokedAt !== null) {
    throw new CommandError(
      'source_revoked',
      `The source "${name}" is revoked; add another: sillage source add NAME --platform ${source.platform}${same}`,
    );
  }
  return source;
}

async function takeIn(path: string, sending: BulkSending, desk: CutDesk, edition: Edition, json: boolean): Promise<void> {
  const { size, bytes } = await edition.readFile(path);
  const label = path === '-' ? 'standard input' : basename(path);
  const bar = progressBar(label, size, edition.terminal, json);
  let read = 0;
  let lines = 0;
  const show = (): void => bar.update(read, `${count(lines)} lines`);
  try {
    await ingestFile(
      measured(bytes, (n) => {
        read += n;
        show();
      }),
      sending,
      await desk.pipeline(),
      async (cut) => {
        lines += cut.lines;
        show();
        await desk.took(cut.batch, cut.lines);
      },
    );
  } finally {
    bar.stop();
  }
}

async function* measured(bytes: AsyncIterable<Uint8Array>, tell: (n: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    tell(chunk.length);
    yield chunk;
  }
}

function nextStep(rejected: number, note: string, merge: boolean): string {
  const lines = [
    rejected > 0 ? 'Rejected lines are kept until they expire; once the cause is mended: sillage replay' : '',
    merge ? note : 'The rows are staged; researchers see them after: sillage merge --now',
  ].filter((line) => line !== '');
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
}
