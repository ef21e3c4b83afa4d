import type { Command } from 'commander';
import { costOf } from '#core/cost/day-cost.ts';
import { PRICES } from '#core/cost/prices.ts';
import { dayOf } from '#core/dataset/layout.ts';
import type { Edition } from '../edition.ts';
import { CommandError, EXIT } from '../failure.ts';
import { openCloud } from '../place.ts';
import { costText } from '../show/cost.ts';
import { dayFrom } from './day.ts';
import { optionsOf } from './global-options.ts';

const MS_PER_DAY = 86_400_000;

/** `sillage cost`: what a day of the deployed installation cost; the embedded edition has no bill. */
export function addCost(program: Command, edition: Edition): void {
  program
    .command('cost')
    .description('What a day of the deployed installation cost, line by line, and a month like it.')
    .option('--day <day>', 'a whole UTC day (default: yesterday)', dayFrom)
    .addHelpText(
      'after',
      `
Counted from CloudWatch and priced by a dated list, free tiers and tax aside; AWS's own bill comes a day later and is what counts.
What is in it and what is not: docs/cost.md.

Examples:
  sillage cost
  sillage cost --day 2026-11-24 --json`,
    )
    .action(async (_options, command: Command) => cost(command, edition));
}

async function cost(command: Command, edition: Edition): Promise<void> {
  const options = optionsOf<{ day?: string }>(command);
  const today = dayOf(edition.now());
  const { json, day = dayOf(edition.now() - MS_PER_DAY) } = options;
  if (day >= today)
    throw new CommandError('usage', `The day ${day} is not over (UTC); name an earlier one, or none for yesterday.`, EXIT.usage);
  const cloud = await openCloud(options, edition);
  try {
    const found = costOf(day, await cloud.usage(day), PRICES);
    edition.terminal.out(json === true ? `${JSON.stringify(found)}\n` : costText(found));
  } finally {
    cloud.close();
  }
}
