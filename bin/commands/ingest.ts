import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { dayOf } from '#core/dataset/layout.ts';
import { DIALECTS } from '#core/normalise/dialects/index.ts';
import { mergeAll, type Pipeline } from '#core/pipeline.ts';
import type { SourceRecord } from '#core/ports/registry.ts';
import type { Receipt } from '#core/process/receipt.ts';
import { summarise } from '#core/process/totals.ts';
import { ingestFile } from '#core/receive/bulk.ts';
import { awaitMerge, awaitReceipts } from '../beside.ts';
import type { Edition, Lake } from '../edition.ts';
import { CommandError, EXIT, tellFailure } from '../failure.ts';
import { conservation, sumOf } from '../show/conservation.ts';
import { progressBar } from '../show/progress.ts';
import { count } from '../show/table.ts';
import { becomeWorker, drain, QUIET, type Worker } from '../work.ts';
import { optionsOf } from './global-options.ts';

interface IngestOptions {
  readonly source: string;
  readonly dialect?: string;
  readonly merge: boolean;
}

/** `sillage ingest`: bulk files, by who has the machine: no secret is asked for. */
export function addIngest(program: Command, edition: Edition): void {
  program
    .command('ingest')
    .description('Take in log files or exports: plain, gzip or zstd; lines, or one JSON document.')
    .argument('<file...>', 'files, or - for the standard input')
    .requiredOption('--source <name>', 'whose events these are')
    .option('--dialect <name>', `format of the events: ${[...DIALECTS.keys()].join(', ')} (default: told line by line)`)
    .option('--no-merge', 'leave the rows staged; a later merge brings them to researchers')
    .addHelpText(
      'after',
      `
Faulty lines refuse nothing else: each is counted under a code, and the command ends with 0.
The same file taken in twice changes nothing. With --json: {lines, rows, rejected: {code: n}, dropped: {reason: n}}.

Examples:
  sillage ingest tracking.log-*.gz --source campus
  zcat old.gz | sillage ingest - --source campus --dialect openedx`,
    )
    .action(async (files: string[], _options, command: Command) => ingest(files, command, edition));
}

async function ingest(files: readonly string[], command: Command, edition: Edition): Promise<void> {
  const { data, json = false, source: name, dialect = null, merge } = optionsOf<IngestOptions>(command);
  if (dialect !== null && !DIALECTS.has(dialect)) {
    throw new CommandError(
      'unknown_dialect',
      `There is no dialect of this name; there are: ${[...DIALECTS.keys()].join(', ')}.`,
      EXIT.usage,
    );
  }
  const lake = await edition.open(data, { create: false });
  try {
    const source = await sourceOf(name, lake);
    const desk = new Desk(lake, await becomeWorker(lake, QUIET), edition.now());
    let failures = 0;
    try {
      for (const file of files) {
        try {
          await takeIn(file, source, dialect, desk, edition, json);
        } catch (error) {
          if (files.length === 1) throw error;
          tellFailure(error, json, edition.terminal);
          failures++;
        }
      }
      await desk.finish(merge);
    } finally {
      desk.close();
    }
    const summary = await summarise(desk.receipts, { batches: desk.batches });
    const { lines, rows, rejected, dropped } = summary;
    if (json) edition.terminal.out(`${JSON.stringify({ lines, rows, rejected, dropped })}\n`);
    else edition.terminal.out(conservation(summary) + nextStep(sumOf(rejected), desk.note, merge));
    if (desk.setAside > 0) {
      throw new CommandError('set_aside', `${count(desk.setAside)} batches could not be processed and are kept apart; see: sillage status`);
    }
    if (failures > 0) throw new CommandError('files_failed', `${failures} of ${files.length} files could not be taken in to their end.`);
  } finally {
    lake.close();
  }
}

async function sourceOf(name: string, lake: Lake): Promise<SourceRecord> {
  const source = await lake.registry.source(name);
  if (source === null) {
    throw new CommandError('unknown_source', `There is no source "${name}"; add it first: sillage source add ${name} --platform openedx`);
  }
  if (source.revokedAt !== null) {
    throw new CommandError(
      'source_revoked',
      `The source "${name}" is revoked; add another: sillage source add NAME --platform ${source.platform}`,
    );
  }
  return source;
}

async function takeIn(
  path: string,
  source: SourceRecord,
  dialect: string | null,
  desk: Desk,
  edition: Edition,
  json: boolean,
): Promise<void> {
  const { size, bytes } = await edition.readFile(path);
  const label = path === '-' ? 'standard input' : basename(path);
  const bar = progressBar(label, size, edition.terminal, json);
  let read = 0;
  let lines = 0;
  const show = (): void => bar.update(read, `${count(lines)} lines`);
  try {
    await ingestFile(
      counted(bytes, (n) => {
        read += n;
        show();
      }),
      { source, dialect },
      await desk.pipeline(),
      async (cut) => {
        lines += cut.lines;
        show();
        await desk.took(cut.batch);
      },
    );
  } finally {
    bar.stop();
  }
}

async function* counted(bytes: AsyncIterable<Uint8Array>, tell: (n: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    tell(chunk.length);
    yield chunk;
  }
}

/** Cuts that may wait before they are processed, when we are the worker; and when another one is. */
const OWN_BACKLOG = 2;
const OTHERS_BACKLOG = 50;
const HOLD_MS = 200;

/** Where cuts go: processed here if no other worker is there, else left to it. Either way the queue stays short. */
class Desk {
  readonly batches = new Set<string>();
  readonly receipts: Receipt[] = [];
  note = '';
  setAside = 0;
  readonly #lake: Lake;
  readonly #worker: Worker | null;
  readonly #since: string;
  #untouched = 0;

  constructor(lake: Lake, worker: Worker | null, now: number) {
    this.#lake = lake;
    this.#worker = worker;
    this.#since = dayOf(now);
  }

  async pipeline(): Promise<Pipeline> {
    return this.#worker?.pipeline ?? (await this.#lake.pipeline(QUIET));
  }

  async took(batch: string): Promise<void> {
    this.batches.add(batch);
    if (this.#worker === null) {
      while ((await this.#lake.intake.depth()).batches > OTHERS_BACKLOG) await sleep(HOLD_MS);
    } else if (++this.#untouched >= OWN_BACKLOG) await this.#drain(this.#worker);
  }

  async finish(merge: boolean): Promise<void> {
    if (this.#worker !== null) {
      await this.#drain(this.#worker);
      if (merge) await mergeAll(this.#worker.pipeline);
    } else {
      await awaitReceipts(this.#lake, this.batches, this.#since, this.#keep);
      const staged = this.receipts.flatMap((receipt) => receipt.staged);
      if (merge && !(await awaitMerge(this.#lake, staged))) this.note = 'The running server merges the rows shortly.';
    }
    const done = new Set(this.receipts.flatMap((receipt) => receipt.batches.map(({ id }) => id)));
    this.setAside = [...this.batches].filter((id) => !done.has(id)).length;
  }

  close(): void {
    this.#worker?.release();
  }

  async #drain({ pipeline }: Worker): Promise<void> {
    this.#untouched = 0;
    await drain(pipeline, this.#keep);
  }

  /** Receipts of the batches of this run only: beside a server there may be others. */
  readonly #keep = (receipts: readonly Receipt[]): void => {
    for (const receipt of receipts) if (receipt.batches.some(({ id }) => this.batches.has(id))) this.receipts.push(receipt);
  };
}

function nextStep(rejected: number, note: string, merge: boolean): string {
  const lines = [
    rejected > 0 ? 'Rejected lines are kept until they expire; once the cause is mended: sillage replay' : '',
    merge ? note : 'The rows are staged; researchers see them after: sillage merge --now',
  ].filter((line) => line !== '');
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
}
