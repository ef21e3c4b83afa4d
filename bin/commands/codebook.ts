import { extname, join } from 'node:path';
import { type Command, Option } from 'commander';
import { type Codebook, codebook } from '#core/codebook/codebook.ts';
import { COUNTS_SQL, type Count, countsOf } from '#core/codebook/counts.ts';
import { dataPackage } from '#core/codebook/data-package.ts';
import { html } from '#core/codebook/html.ts';
import { markdown } from '#core/codebook/markdown.ts';
import { sheetsOf } from '#core/codebook/sheets.ts';
import { courseDayOf, EVENTS } from '#core/dataset/layout.ts';
import { DIALECTS } from '#core/normalise/dialects/index.ts';
import type { Edition } from '../edition.ts';
import { CommandError, EXIT } from '../failure.ts';
import { openStores, openToRead } from '../place.ts';
import { type GlobalOptions, optionsOf } from './global-options.ts';

const FORMATS = ['md', 'json', 'html'] as const;
type Format = (typeof FORMATS)[number];
type Options = GlobalOptions & { format?: Format; out?: string; datapackage?: boolean; as?: string };

/** Beside `events/`, not in it: tools that take every file of a folder for Parquet open that one. */
const DESCRIPTOR = 'datapackage.json';

const WRITERS: Readonly<Record<Format, (book: Codebook) => string>> = {
  md: (book) => markdown(sheetsOf(book)),
  html: (book) => html(sheetsOf(book)),
  json: (book) => `${JSON.stringify(book, null, 2)}\n`,
};

/** `sillage codebook`: what every column, table, category and action means, out of the code that makes them. */
export function addCodebook(program: Command, edition: Edition): void {
  program
    .command('codebook')
    .description('Tell what every column, table and action means, how it is protected, and how often it happens in the data folder.')
    .addOption(new Option('--format <format>', "how it is written (default: by the file's name, else md)").choices(FORMATS))
    .option('--out <file>', 'write it to this file')
    .option('--datapackage', `write ${DESCRIPTOR} (Frictionless) into the data folder instead`)
    .option('--as <researcher>', 'with --aws: count in the courses of this researcher of sillage.yaml')
    .addHelpText(
      'after',
      `
Without a data folder there are no counts; what fewer than ten learners of a course did is never counted.

Examples:
  sillage codebook --out codebook.html
  sillage codebook --format json
  sillage codebook --datapackage`,
    )
    .action(async (_options, command: Command) => {
      const options = optionsOf<Options>(command);
      if (options.datapackage === true) await describe(options, edition);
      else await tell(options, command.getOptionValueSourceWithGlobals('data') === 'cli', edition);
    });
}

async function tell(options: Options, named: boolean, edition: Edition): Promise<void> {
  const format = options.format ?? (options.json === true ? 'json' : byName(options.out));
  const text = WRITERS[format](codebook([...DIALECTS.values()], await countsIn(options, named, edition)));
  if (options.out === undefined) edition.terminal.out(text);
  else await write(options.out, text, edition);
}

function byName(out: string | undefined): Format {
  const extension = extname(out ?? '').slice(1);
  return FORMATS.find((format) => format === extension) ?? 'md';
}

/** @param named whether the user named the folder: then it must be there */
async function countsIn(options: Options, named: boolean, edition: Edition): Promise<Count[] | null> {
  let stores: Awaited<ReturnType<typeof openToRead>>;
  try {
    stores = await openToRead(options, edition);
  } catch (error) {
    if (!named && error instanceof CommandError && error.code === 'no_data_folder') return null;
    throw error;
  }
  try {
    return countsOf(await stores.engine.run(COUNTS_SQL));
  } finally {
    stores.close();
  }
}

async function describe(options: Options, edition: Edition): Promise<void> {
  if (options.aws === true || options.out !== undefined || options.format !== undefined) {
    throw new CommandError(
      'usage',
      `--datapackage writes ${DESCRIPTOR} into the data folder; leave --aws, --out and --format out.`,
      EXIT.usage,
    );
  }
  const lake = await openStores(options, edition, { create: false });
  try {
    const paths: string[] = [];
    for await (const { key } of lake.objects.list(EVENTS)) if (courseDayOf(key) !== null) paths.push(key);
    if (paths.length === 0) throw new CommandError('nothing_merged', 'There is no merged file to describe yet; see: sillage merge');
    const descriptor = dataPackage(paths.sort(), new Date(edition.now()).toISOString());
    await write(join(lake.name, DESCRIPTOR), `${JSON.stringify(descriptor, null, 2)}\n`, edition);
  } finally {
    lake.close();
  }
}

async function write(path: string, text: string, edition: Edition): Promise<void> {
  const body = (async function* () {
    yield text;
  })();
  const draft = await edition.draft(path, body);
  try {
    await draft.keep();
  } finally {
    await draft.discard();
  }
}
