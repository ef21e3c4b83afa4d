import type { MiddlewareObj } from '@middy/core';
import { TOLD_BY_FUNCTIONS, type Usage } from '#core/cost/price-lines.ts';
import { clock, meter } from '../wire.ts';
import { NAMESPACE } from './namespace.ts';

/**
 * Tells at the end of each call what it used that no metric of AWS tells (docs/cost.md). Its own line in CloudWatch's embedded metric
 * format, 400 bytes, where Powertools' metrics would not fit into receive's bundle and would add a dimension: five metrics for each
 * function in place of five. A call that used nothing writes nothing; a call that is killed is not counted.
 */
export function spending(): MiddlewareObj {
  const tell = (): void => {
    const line = spendingLine(meter.take(), clock.now());
    // Not by console, which Lambda wraps into a message that CloudWatch does not read as metrics.
    if (line !== null) process.stdout.write(line);
  };
  return { after: tell, onError: tell };
}

/**
 * @param at ms since the epoch
 * @returns null: nothing to tell
 */
function spendingLine(used: Usage, at: number): string | null {
  const told = TOLD_BY_FUNCTIONS.filter((line) => used[line] !== undefined);
  if (told.length === 0) return null;
  const metrics = told.map((line) => ({ Name: line, Unit: 'Count' }));
  const head = { Timestamp: at, CloudWatchMetrics: [{ Namespace: NAMESPACE, Dimensions: [[]], Metrics: metrics }] };
  return `${JSON.stringify({ _aws: head, ...Object.fromEntries(told.map((line) => [line, used[line]])) })}\n`;
}
