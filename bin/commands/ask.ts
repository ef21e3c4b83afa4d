import type { Command } from 'commander';
import type { QueryResult } from '#core/ports/query-engine.ts';
import { QUESTIONS, question } from '#core/query/questions/ask.ts';
import { PARAMETERS } from '#core/query/questions/question.ts';
import { type AnswerOptions, addAnswerOptions, formatOf, type Reading, tellAnswer } from '../answer.ts';
import type { Edition } from '../edition.ts';
import { openCloud, openToRead } from '../place.ts';
import { table } from '../show/table.ts';
import { type GlobalOptions, optionsOf } from './global-options.ts';

type Options = GlobalOptions & AnswerOptions & { as?: string } & Readonly<Partial<Record<string, unknown>>>;

/** `sillage ask`: the questions that everybody asks, answered without SQL. */
export function addAsk(program: Command, edition: Edition): void {
  const command = program
    .command('ask')
    .description('Answer a named question about one course; without a question, list them.')
    .argument('[question]', 'its name');
  for (const { name, meaning } of PARAMETERS) command.option(`--${name} <${name}>`, meaning);
  addAnswerOptions(command)
    .option('--as <researcher>', 'with --aws: by the rights of this researcher of sillage.yaml, not by the query function')
    .addHelpText(
      'after',
      `
Groups of fewer than ten learners are withheld.

Examples:
  sillage ask
  sillage query "SELECT course, course_id, learners FROM courses"
  sillage ask drop_off --course COURSE --from 2026-03-01`,
    )
    .action(async (name: string | undefined, _options, called: Command) => ask(name, called, edition));
}

async function ask(name: string | undefined, command: Command, edition: Edition): Promise<void> {
  const options = optionsOf<Options>(command);
  if (name === undefined) return list(options, edition);
  const parameters = Object.fromEntries(
    PARAMETERS.flatMap((one) => (typeof options[one.name] === 'string' ? [[one.name, String(options[one.name])]] : [])),
  );
  // Refused here rather than by a function whose words stay in its log.
  const select = question(name, parameters);
  const format = formatOf(options, edition);
  if (options.aws === true && options.as === undefined) {
    const cloud = await openCloud(options, edition);
    const answer = await cloud.ask(name, parameters);
    await tellAnswer(whole(answer), format, options.out, edition);
    return;
  }
  const stores = await openToRead(options, edition);
  try {
    await tellAnswer((take) => stores.engine.read(select, take), format, options.out, edition);
  } finally {
    stores.close();
  }
}

function whole({ columns, rows }: QueryResult): Reading {
  return (take) =>
    take({
      columns,
      chunks: (async function* () {
        yield rows;
      })(),
    });
}

function list({ json }: Options, { terminal }: Edition): void {
  if (json !== true) {
    terminal.out(
      table(
        ['question', 'asks'],
        QUESTIONS.map(({ name, title }) => [name, title]),
      ),
    );
    return;
  }
  const told = QUESTIONS.map(({ name, title, description, parameters, columns }) => ({ name, title, description, parameters, columns }));
  terminal.out(`${JSON.stringify(told)}\n`);
}
