import type { CostLine, DayCost } from '#core/cost/day-cost.ts';
import { table } from './table.ts';

/** What a day cost, for people. */
export function costText({ day, region, prices, used, fixed, usd, month_like_this: month }: DayCost): string {
  const rows = [...used, ...fixed].map(row);
  const doubt = [...used, ...fixed].some(({ confirmed }) => !confirmed);
  const nothing = used.length === 0 ? 'CloudWatch tells of nothing that was used on this day.\n' : '';
  return `${day} (UTC), by the prices of ${region} of ${prices}, in USD:

${table(['USD', 'units', 'what'], rows)}
${nothing}The day: ${money(usd)}. A month like this: ${money(month)}.
${doubt ? '* This price was not confirmed for this region.\n' : ''}Free tiers and tax are not in it, nor what docs/cost.md names.
`;
}

function row({ usd, units, what, confirmed }: CostLine): readonly string[] {
  return [money(usd), units < 100 ? units.toFixed(3) : Math.round(units).toLocaleString('en-GB'), confirmed ? what : `${what} *`];
}

function money(usd: number): string {
  return usd.toFixed(usd < 1 ? 4 : 2);
}
