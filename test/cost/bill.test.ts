import { describe, expect, it } from 'vitest';
import { bill, sumUsage, timesUsage } from '#core/cost/bill.ts';
import { PRICE_LINES } from '#core/cost/price-lines.ts';
import { PRICES } from '#core/cost/prices.ts';

describe('a bill', () => {
  it('multiplies each line by its price, the dearest first', () => {
    const { lines, usd } = bill({ sqs_requests: 1_000_000, s3_writes: 2_000, kms_key_months: 2 }, PRICES);
    expect(lines).toEqual([
      { line: 'kms_key_months', units: 2, usd: 2 },
      { line: 'sqs_requests', units: 1_000_000, usd: 0.4 },
      { line: 's3_writes', units: 2_000, usd: 0.0106 },
    ]);
    expect(usd).toBeCloseTo(2.4106, 10);
  });

  it('has a price with its source for every line', () => {
    expect(Object.keys(PRICES.lines).sort()).toEqual(Object.keys(PRICE_LINES).sort());
  });

  it('of sums is the sum of bills', () => {
    const a = { sqs_requests: 3, s3_writes: 1 };
    const b = { sqs_requests: 4 };
    expect(sumUsage(a, timesUsage(b, 2))).toEqual({ sqs_requests: 11, s3_writes: 1 });
    expect(bill(sumUsage(a, b), PRICES).usd).toBeCloseTo(bill(a, PRICES).usd + bill(b, PRICES).usd, 12);
  });
});
