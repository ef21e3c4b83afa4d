import type { Command } from 'commander';
import { type AnswerOptions, addAnswerOptions, formatOf, tellAnswer } from '../answer.ts';
import type { Edition } from '../edition.ts';
import { openToRead } from '../place.ts';
import { optionsOf } from './global-options.ts';

/** `sillage query`: one SELECT over the merged files. */
export function addQuery(program: Command, edition: Edition): void {
  const command = program
    .command('query')
    .description('Run one SELECT over the view "events": DuckDB SQL, over what is merged and nothing else.')
    .argument('<select>', 'the statement');
  addAnswerOptions(command)
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
    .action(async (select: string, _options, called: Command) => query(select, called, edition));
}

async function query(select: string, command: Command, edition: Edition): Promise<void> {
  const options = optionsOf<AnswerOptions & { as?: string }>(command);
  const format = formatOf(options, edition);
  const lake = await openToRead(options, edition);
  try {
    await tellAnswer((take) => lake.engine.read(select, take), format, options.out, edition);
  } finally {
    lake.close();
  }
}
