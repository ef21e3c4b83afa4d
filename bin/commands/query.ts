import { extname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import type { Cell } from '#core/ports/query-engine.ts';
import { csvText } from '#core/query/csv.ts';
import { jsonText } from '#core/query/json.ts';
import { parquetResult } from '#core/query/parquet.ts';
import type { ResultStream } from '#core/query/result.ts';
import type { Draft, Edition, Stores } from '../edition.ts';
import { CommandError, EXIT } from '../failure.ts';
import { cloudPlace, researcherPlace } from '../place.ts';
import { count, table } from '../show/table.ts';
import { optionsOf } from './global-options.ts';

type Format = 'table' | 'csv' | 'json' | 'parquet';

const FORMATS: readonly Format[] = ['table', 'csv', 'json', 'parquet'];
/** A table is for the eye; more rows than these are for a file. */
const TABLE_ROWS = 1_000;

/** `sillage query`: one SELECT over the merged files. */
export function addQuery(program: Command, edition: Edition): void {
  program
    .command('query')
    .description('Run one SELECT over the view "events": DuckDB SQL, over what is merged and nothing else.')
    .argument('<select>', 'the statement')
    .addOption(new Option('--format <format>', "how the answer is written (default: by the file's name, else table)").choices(FORMATS))
    .option('--out <file>', 'write the answer to this file')
    .option('--as <researcher>', 'with --aws: in the workgroup and over the view of this researcher of sillage.yaml')
    .addHelpText(
      'after',
      `
All times are UTC. Each run sees whole, current files; docs/query.md tells how to open them in pandas, R or Spark instead.

Examples:
  sillage query "DESCRIBE events"
  sillage query "SELECT course_id, count(DISTINCT learner) FROM events GROUP BY ALL"
  sillage query "SELECT * FROM events WHERE category = 'video'" --out videos.parquet`,
    )
    .action(async (select: string, _options, command: Command) => query(select, command, edition));
}

async function query(select: string, command: Command, edition: Edition): Promise<void> {
  const options = optionsOf<{ format?: Format; out?: string; as?: string }>(command);
  const { json, out, format: named } = options;
  const format = named ?? (json === true ? 'json' : formatOf(out));
  if (format === 'parquet' && out === undefined && edition.terminal.printsToScreen) {
    throw new CommandError('binary_output', 'Parquet is not for a screen; name a file: --out answer.parquet', EXIT.usage);
  }
  if (options.as !== undefined && options.aws !== true) {
    throw new CommandError('usage', '--as is for a deployed installation; add --aws.', EXIT.usage);
  }
  const place = options.as === undefined ? cloudPlace(options) : researcherPlace(options, options.as);
  const lake = options.aws === true ? await edition.openCloud(place) : await edition.open(options.data, { create: false });
  try {
    if (format === 'table' && out === undefined) edition.terminal.out(await lake.engine.read(select, tableOf));
    else await writeOut(select, format, out ?? null, lake, edition);
  } finally {
    lake.close();
  }
}

function formatOf(out: string | undefined): Format {
  const extension = extname(out ?? '').slice(1);
  return FORMATS.find((format) => format === extension) ?? (out === undefined ? 'table' : 'csv');
}

/** Written whole before anybody sees it: a query that met a merge is run again from its beginning. */
async function writeOut(
  select: string,
  format: Format,
  out: string | null,
  lake: Pick<Stores, 'engine'>,
  { draft, terminal }: Edition,
): Promise<void> {
  let written: Draft | null = null;
  try {
    await lake.engine.read(select, async (result) => {
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
