import type { Command } from 'commander';
import { dayOf } from '#core/dataset/layout.ts';
import { pageOf } from '#core/report/page.ts';
import { courseReport } from '#core/report/report.ts';
import type { Edition } from '../edition.ts';
import { openToRead } from '../place.ts';
import { progressBar } from '../show/progress.ts';
import { optionsOf } from './global-options.ts';

/** `sillage report`: one course on one page. */
export function addReport(program: Command, edition: Edition): void {
  program
    .command('report')
    .description('Draw one course on one self-contained page: activity, drop-off, videos, problems, paths.')
    .argument('<course>', 'folder name of the course, as in the view "courses"')
    .option('--out <file>', 'where to write the page (default: the course’s name, .html)')
    .option('--as <researcher>', 'with --aws: by the rights of this researcher of sillage.yaml')
    .addHelpText(
      'after',
      `
Groups of fewer than ten learners are withheld. The page may be printed, mailed and read without a network.

Examples:
  sillage query "SELECT course, course_id, learners FROM courses"
  sillage report bio101-0123456789abcdef --out report.html`,
    )
    .action(async (course: string, _options, command: Command) => report(course, command, edition));
}

async function report(course: string, command: Command, edition: Edition): Promise<void> {
  const options = optionsOf<{ out?: string; as?: string }>(command);
  const { json = false, out = `${course}.html` } = options;
  const { terminal, version } = edition;
  const stores = await openToRead(options, edition);
  const bar = progressBar('Asking', null, terminal, json);
  try {
    const made = { version, madeOn: dayOf(edition.now()) };
    const found = await courseReport(
      course,
      (select) => stores.engine.run(select),
      made,
      (done, of) => bar.update(done, `of ${of} sections`),
    );
    bar.stop();
    const draft = await edition.draft(out, lines(pageOf(found)));
    await draft.keep();
    terminal.out(
      json
        ? `${JSON.stringify({ file: out, bytes: draft.size, title: found.title })}\n`
        : `${out}: ${found.title}, ${Math.ceil(draft.size / 1024)} KiB. Open it in a browser.\n`,
    );
  } finally {
    bar.stop();
    stores.close();
  }
}

async function* lines(page: string): AsyncGenerator<string> {
  yield page;
}
