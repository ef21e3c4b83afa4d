import { Command, CommanderError } from 'commander';
import { addAsk } from './commands/ask.ts';
import { addCheck } from './commands/check.ts';
import { addCodebook } from './commands/codebook.ts';
import { addCost } from './commands/cost.ts';
import { configure } from './commands/global-options.ts';
import { addIngest } from './commands/ingest.ts';
import { addMerge } from './commands/merge.ts';
import { addQuery } from './commands/query.ts';
import { addRedrive } from './commands/redrive.ts';
import { addReplay } from './commands/replay.ts';
import { addReport } from './commands/report.ts';
import { addServe } from './commands/serve.ts';
import { addSource } from './commands/source.ts';
import { addStatus } from './commands/status.ts';
import type { Edition } from './edition.ts';
import { EXIT, EXIT_CODES, tellFailure } from './failure.ts';

const EXAMPLES = `
Examples:
  sillage source add campus --platform openedx    register an LMS; prints its secret once
  sillage serve                                   receive its events over HTTP
  sillage ingest tracking.log.gz --source campus  or take in its log files
  sillage query "SELECT action, count(*) FROM events GROUP BY 1 ORDER BY 2 DESC"
  sillage status                                  what became of every line
  sillage check                                   what sillage.yaml says, or what is wrong with it

`;

/** Runs one command line. @returns the exit code */
export async function run(args: readonly string[], edition: Edition): Promise<number> {
  const json = args.includes('--json');
  try {
    await programOf(edition, json).parseAsync(args, { from: 'user' });
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    return tellFailure(error, json, edition.terminal);
  }
}

function programOf(edition: Edition, json: boolean): Command {
  const program = new Command('sillage')
    .description('Turns what learning platforms record about learners into pseudonymised research datasets.')
    .version(edition.version)
    .option('--config <file>', 'configuration (default: ./sillage.yaml, where there is one)')
    .option('--data <dir>', 'data folder', './sillage-data')
    .option('--aws', 'work on the installation deployed to AWS, with the credentials at hand (docs/operate.md)')
    .option('--json', 'answer in JSON, for machines')
    .exitOverride()
    .showHelpAfterError('(--help shows what there is)')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => edition.terminal.out(text),
      writeErr: (text) => edition.terminal.err(text),
      outputError: (text, write) => write(json ? jsonError(text) : text.replace(/^error: /, 'sillage: ')),
    })
    .hook('preAction', (_program, command) => configure(command, edition))
    .addHelpText('after', EXAMPLES + EXIT_CODES);
  const commands = [
    ...[addSource, addServe, addIngest, addMerge, addStatus, addReplay, addRedrive],
    ...[addQuery, addAsk, addReport, addCodebook, addCost, addCheck],
  ];
  for (const add of commands) add(program, edition);
  return program;
}

function jsonError(text: string): string {
  return `${JSON.stringify({ error: { code: 'usage', message: text.replace(/^error: /, '').trim() } })}\n`;
}
