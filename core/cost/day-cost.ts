import { bill, timesUsage } from './bill.ts';
import { FIXED } from './fixed.ts';
import { PRICE_LINES, type PriceLine, type Usage } from './price-lines.ts';
import type { Prices } from './prices.ts';

const DAYS_PER_MONTH = 365 / 12;

export interface CostLine {
  readonly line: PriceLine;
  readonly what: string;
  readonly units: number;
  readonly usd: number;
  /** False: the price was not seen on this region's list. */
  readonly confirmed: boolean;
}

/** What a day cost, in USD; the dearest lines first. */
export interface DayCost {
  readonly day: string;
  readonly region: string;
  /** When the prices were read. */
  readonly prices: string;
  /** By what was used. */
  readonly used: readonly CostLine[];
  /** By what is deployed: the day's share. */
  readonly fixed: readonly CostLine[];
  readonly usd: number;
  /** Thirty and a bit such days. */
  readonly month_like_this: number;
}

/** @param usage what the day used @param day YYYY-MM-DD */
export function costOf(day: string, usage: Usage, prices: Prices): DayCost {
  const used = bill(usage, prices);
  const fixed = bill(timesUsage(FIXED, 1 / DAYS_PER_MONTH), prices);
  const told = (lines: typeof used.lines): CostLine[] =>
    lines.map(({ line, units, usd }) => ({ line, what: PRICE_LINES[line], units, usd, confirmed: prices.lines[line].confirmed }));
  const usd = used.usd + fixed.usd;
  return {
    day,
    region: prices.region,
    prices: prices.read,
    used: told(used.lines),
    fixed: told(fixed.lines),
    usd,
    month_like_this: usd * DAYS_PER_MONTH,
  };
}
