import { extname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import type { Cell } from '#core/ports/query-engine.ts';
import { csvText } from '#core/query/csv.ts';
import { jsonText } from '#core/query/json.ts';
import { parquetResult } from '#core/query/parquet.ts';
import type { ResultStream } from '#core/query/result.ts';
import type { Draft, Edition } from './edition.ts';
import { CommandError, EXIT } from './failure.ts';
import { count, table } from './show/table.ts';

/** Hands an answer on; `take` is called again, from the beginning, when a merge replaced files meanwhile. */
export type Reading = <T>(take: (result: ResultStream) => Promise<T>) => Promise<T>;

type Format = 'table' | 'csv' | 'json' | 'parquet';

/** How and where an answer is written, as the options of `addAnswerOptions` say it. */
export interface AnswerOptions {
  readonly format?: Format;
  readonly out?: string;
  readonly json?: boolean;
}

const FORMATS: readonly Format[] = ['table', 'csv', 'json', 'parquet'];
/** A table is for the eye; more rows than these are for a file. */
const TABLE_ROWS = 1_000;

/** The options of every command that answers by rows. */
export function addAnswerOptions(command: Command): Command {
  return command
    .addOption(new Option('--format <format>', "how the answer is written (default: by the file's name, else table)").choices(FORMATS))
    .option('--out <file>', 'write the answer to this file');
}

/** The format that is asked for. @throws CommandError `binary_output` when a screen would get Parquet */
export function formatOf({ format: named, out, json }: AnswerOptions, { terminal }: Edition): Format {
  const format = named ?? (json === true ? 'json' : byName(out));
  if (format === 'parquet' && out === undefined && terminal.printsToScreen) {
    throw new CommandError('binary_output', 'Parquet is not for a screen; name a file: --out answer.parquet', EXIT.usage);
  }
  return format;
}

function byName(out: string | undefined): Format {
  const extension = extname(out ?? '').slice(1);
  return FORMATS.find((format) => format === extension) ?? (out === undefined ? 'table' : 'csv');
}

/** Tells an answer: on the standard output, or in the file that was named. */
export async function tellAnswer(read: Reading, format: Format, out: string | undefined, edition: Edition): Promise<void> {
  if (format === 'table' && out === undefined) edition.terminal.out(await read(tableOf));
  else await writeOut(read, format, out ?? null, edition);
}

/** Written whole before anybody sees it: a query that met a merge is run again from its beginning. */
async function writeOut(read: Reading, format: Format, out: string | null, { draft, terminal }: Edition): Promise<void> {
  let written: Draft | null = null;
  try {
    await read(async (result) => {
      await written?.discard();
      written = await draft(out, bodyOf(format, result));
    });
    const done = written as Draft | null;
    if (done === null) return;
    if (out === null) await pipeline(done.bytes(), terminal.stdout, { end: false });
    else await done.keep();
  } finally {
    await (written as Draft | null)?.discard();
  }
}

function bodyOf(format: Format, result: ResultStream): AsyncIterable<Uint8Array | string> {
  if (format === 'csv') return csvText(result);
  if (format === 'json') return jsonText(result);
  if (format === 'parquet') return parquetResult(result);
  return (async function* () {
    yield await tableOf(result);
  })();
}

async function tableOf({ columns, chunks }: ResultStream): Promise<string> {
  const rows: (string | number)[][] = [];
  let more = false;
  for await (const chunk of chunks) {
    for (const row of chunk.slice(0, TABLE_ROWS - rows.length)) rows.push(row.map(text));
    more = rows.length === TABLE_ROWS;
    if (more) break;
  }
  const shown = table(
    columns.map(({ name }) => name),
    rows,
  );
  const many = `The first ${count(TABLE_ROWS)} rows; for all of them: --format csv, or --out FILE`;
  return `${shown}\n${more ? many : `${count(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}`}\n`;
}

function text(cell: Cell): string | number {
  if (cell === null) return '';
  if (typeof cell === 'object') return JSON.stringify(cell);
  return typeof cell === 'boolean' ? String(cell) : cell;
}
