import * as z from 'zod';
import { PRICE_LINES, type PriceLine } from './price-lines.ts';
import paris from './prices/eu-west-3-2026-11.json' with { type: 'json' };

const line = z.strictObject({
  usd: z.number().positive(),
  per: z.number().positive(),
  /** False: not seen on the price list of this region. */
  confirmed: z.boolean(),
  source: z.string().min(1),
});

const table = z.strictObject({
  region: z.string(),
  currency: z.literal('USD'),
  read: z.iso.date(),
  note: z.string(),
  lines: z.record(z.enum(Object.keys(PRICE_LINES) as [PriceLine, ...PriceLine[]]), line),
});

/** What one unit of each price line costs, on the day on which the list was read. */
export type Prices = z.output<typeof table>;

/** The newest table that this version has. */
export const PRICES: Prices = table.parse(paris);
