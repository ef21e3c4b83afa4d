import { PRICE_LINES, type PriceLine, type Usage } from './price-lines.ts';
import type { Prices } from './prices.ts';

interface BillLine {
  readonly line: PriceLine;
  readonly units: number;
  readonly usd: number;
}

export interface Bill {
  /** Only what was used, the dearest first. */
  readonly lines: readonly BillLine[];
  readonly usd: number;
}

/** What a usage costs. Free tiers are not deducted. */
export function bill(usage: Usage, { lines: prices }: Prices): Bill {
  const lines = (Object.keys(PRICE_LINES) as PriceLine[])
    .map((line) => {
      const units = usage[line] ?? 0;
      const { usd, per } = prices[line];
      return { line, units, usd: (units * usd) / per };
    })
    .filter(({ units }) => units > 0)
    .sort((a, b) => b.usd - a.usd);
  return { lines, usd: lines.reduce((total, { usd }) => total + usd, 0) };
}

/** Usages added up. */
export function sumUsage(...usages: readonly Usage[]): Usage {
  const total: Partial<Record<PriceLine, number>> = {};
  for (const usage of usages) {
    for (const line of Object.keys(usage) as PriceLine[]) total[line] = (total[line] ?? 0) + (usage[line] ?? 0);
  }
  return total;
}

export function timesUsage(usage: Usage, factor: number): Usage {
  return Object.fromEntries(Object.entries(usage).map(([line, units]) => [line, units * factor]));
}
