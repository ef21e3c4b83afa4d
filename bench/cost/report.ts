import { type Bill, bill, sumUsage } from '#core/cost/bill.ts';
import { FIXED, MEMORY_MB } from '#core/cost/fixed.ts';
import { PRICES } from '#core/cost/prices.ts';
import { MERGE_CALLS } from '../../lib/constructs/merge-calls.ts';
import { ASSUMED, MONTH_S } from './assumptions.ts';
import type { Measured } from './measured.ts';
import { type Growth, type Load, month } from './model.ts';
import type { Measurements } from './runs.ts';
import type { Traffic } from './traffic.ts';

/** AWS's own guidance for its clickstream solution: this load, in us-east-1, a month. */
const GUIDANCE_USD = 137.56;
const TARGETS = { usdPerMillionAt100: 0.1, usdPerMonth: 75, lagSeconds: 300, kmsPerMillion: 100 } as const;

export interface Results {
  readonly growth: Growth;
  readonly receives: readonly { readonly eventsPerPost: number; readonly measured: Measured }[];
  readonly loads: readonly {
    readonly traffic: Traffic;
    readonly eventsPerPost: number;
    readonly calls: number;
    readonly measured: Measurements;
  }[];
  readonly windowSeconds: number;
  readonly mergeMinutes: number;
}

interface Line {
  readonly eventsPerSecond: number;
  readonly eventsPerPost: number;
  readonly courses: number;
  readonly callsPerWindow: number;
  readonly eventsPerMonth: number;
  readonly variableUsdPerMillion: number;
  readonly usdPerMonth: number;
  readonly variableUsd: number;
  readonly lagSeconds: number;
  readonly kmsPerMillion: number;
  readonly durations: Readonly<Record<string, number>>;
  readonly bill: Bill;
}

export interface Report {
  readonly window_seconds: number;
  readonly merge_minutes: number;
  readonly prices: string;
  readonly growth: Growth;
  readonly assumed: typeof ASSUMED;
  readonly lines: readonly Line[];
  readonly measured: Results['loads'];
}

export function report({ growth, receives, loads, windowSeconds, mergeMinutes }: Results): Report {
  const lines = loads.map(({ traffic, eventsPerPost, calls, measured }): Line => {
    const receive = receives.find((one) => one.eventsPerPost === eventsPerPost)?.measured;
    if (receive === undefined) throw new Error(`POSTs of ${eventsPerPost} were not measured.`);
    const load: Load = {
      ...traffic,
      ...measured,
      growth,
      receive,
      eventsPerPost,
      windowSeconds,
      mergeMinutes,
      mergeCalls: MERGE_CALLS.length,
    };
    const { usage, events, lagSeconds, durations } = month(load);
    const variable = bill(usage, PRICES).usd;
    const all = bill(sumUsage(usage, FIXED), PRICES);
    return {
      eventsPerSecond: traffic.eventsPerSecond,
      eventsPerPost,
      courses: traffic.courses,
      callsPerWindow: calls,
      eventsPerMonth: events,
      variableUsdPerMillion: (variable / events) * 1_000_000,
      variableUsd: variable,
      usdPerMonth: all.usd,
      lagSeconds,
      kmsPerMillion: ((usage.kms_requests ?? 0) / events) * 1_000_000,
      durations,
      bill: all,
    };
  });
  const prices = `${PRICES.region}, read ${PRICES.read}`;
  return { window_seconds: windowSeconds, merge_minutes: mergeMinutes, prices, growth, assumed: ASSUMED, lines, measured: loads };
}

const usd = (n: number, digits = 2) => n.toFixed(digits).padStart(digits + 5);

/** The report for people. */
export function text(
  result: Report & { readonly date: string; readonly machine: { readonly cpu: string; readonly node: string } },
): string {
  const { lines, window_seconds: window, merge_minutes: minutes, prices, machine, growth } = result;
  const reference = lines.find((line) => line.eventsPerSecond === 100 && line.eventsPerPost === 10 && line.callsPerWindow === 1);
  const out = [
    `Window ${window} s, merge every ${minutes} min, prices of ${prices}, free tiers not deducted. CPU measured on ${machine.cpu}, Node ${machine.node},`,
    `taken ${ASSUMED.slower} times as long on Lambda, with ${ASSUMED.latencyMs['S3']} ms a call of S3 (docs/cost.md).`,
    '',
    'events/s  events/POST  courses  calls/window   events/month   USD/million   USD/month   lag s   KMS/million',
    ...lines.map(
      (line) =>
        `${String(line.eventsPerSecond).padStart(8)}${String(line.eventsPerPost).padStart(13)}${String(line.courses).padStart(9)}${String(line.callsPerWindow).padStart(14)}` +
        `${(line.eventsPerMonth / 1_000_000).toFixed(2).padStart(13)} M${usd(line.variableUsdPerMillion, 3).padStart(14)}${usd(line.usdPerMonth).padStart(12)}` +
        `${line.lagSeconds.toFixed(0).padStart(8)}${line.kmsPerMillion.toFixed(0).padStart(14)}`,
    ),
    '',
    'USD/million is what events cause; USD/month has the fixed cost, too: keys, alarms, dashboard, metrics.',
    `A row that is there already adds ${(growth.cpuMs * 1000).toFixed(2)} µs to a merge, its last row group ${growth.lastGroupCpuMs.toFixed(0)} ms; a row takes ${growth.bytes.toFixed(0)} bytes.`,
    '',
  ];
  if (reference !== undefined) out.push(...dearest(reference), '', ...targets(lines, reference));
  return `${out.join('\n')}\n`;
}

function dearest({ bill: { lines, usd: total }, durations }: Line): string[] {
  return [
    'A month of 10 requests a second of 10 events each:',
    ...lines.map(({ line, units, usd: cost }) => {
      const doubt = PRICES.lines[line].confirmed ? '' : '  price not confirmed for this region';
      return `  ${usd(cost)}  ${line.padEnd(26)} ${units < 100 ? units.toFixed(1) : Math.round(units).toLocaleString('en')}${doubt}`;
    }),
    `  ${usd(total)}  in all`,
    `  a call takes: ${Object.entries(durations)
      .map(([name, s]) => `${name} ${(s * 1000).toFixed(0)} ms`)
      .join(', ')}`,
  ];
}

function targets(lines: readonly Line[], reference: Line): string[] {
  const at100 = lines.find((line) => line.eventsPerPost === 100);
  const verdict = (reached: boolean) => (reached ? 'reached' : 'NOT reached');
  return [
    ...(at100 === undefined
      ? []
      : [
          `at most ${TARGETS.usdPerMillionAt100} USD a million at 10 requests/s of 100 events: ${verdict(at100.variableUsdPerMillion <= TARGETS.usdPerMillionAt100)}`,
        ]),
    `at most ${TARGETS.usdPerMonth} USD a month at 10 requests/s of 10 events: ${verdict(reference.usdPerMonth <= TARGETS.usdPerMonth)} (AWS's clickstream guidance: ${GUIDANCE_USD})`,
    `lag under ${TARGETS.lagSeconds} s: ${verdict(reference.lagSeconds < TARGETS.lagSeconds)}`,
    `calls of KMS under ${TARGETS.kmsPerMillion} a million: ${lines
      .filter(({ kmsPerMillion }) => kmsPerMillion < TARGETS.kmsPerMillion)
      .map((line) => `${line.eventsPerSecond} events/s in POSTs of ${line.eventsPerPost}`)
      .join(', ')}`,
    `floor: the endpoint, receive's calls and the queue alone are ${usd(floorOf(reference)).trim()} USD, ${usd(floorOf(reference) + receiving(reference) + bill(FIXED, PRICES).usd).trim()} with receive's duration and the fixed cost`,
  ];
}

/** Receive's duration. */
function receiving({ eventsPerSecond, eventsPerPost, durations }: Line): number {
  const posts = (eventsPerSecond / eventsPerPost) * MONTH_S;
  return bill({ lambda_gb_seconds: (posts * (durations['receive'] ?? 0) * MEMORY_MB.receive) / 1024 }, PRICES).usd;
}

/** What one message for each POST costs, whatever comes behind it. */
function floorOf({ eventsPerSecond, eventsPerPost }: Line): number {
  const posts = (eventsPerSecond / eventsPerPost) * MONTH_S;
  return bill({ http_requests: posts, lambda_requests: posts, sqs_requests: posts * 1.2 }, PRICES).usd;
}
