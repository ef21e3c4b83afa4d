import type { Measured } from './measure.ts';
import { type Result, shareOf } from './targets.ts';

const one = (n: number): string => n.toFixed(1);
const whole = (n: number): string => Math.round(n).toLocaleString('en');

/** A result for people. */
export function textOf(result: Result): string {
  const { phase, sillage, bare } = result;
  const { lag, server, merges } = sillage;
  const rate = phase.eventsPerSecond === null ? 'as fast as answered' : `at ${whole(phase.eventsPerSecond)} events/s`;
  return (
    `${phase.name}: ${phase.eventsPerPost} an event POST, ${rate}, ${phase.seconds} s${phase.rounds === 1 ? '' : `, the median of ${phase.rounds} rounds`}`.replace(
      'an event POST',
      phase.eventsPerPost === 1 ? 'event a POST' : 'events a POST',
    ) +
    `\n  sillage  ${line(sillage, phase.eventsPerPost)}\n  bare     ${line(bare, phase.eventsPerPost)}` +
    `\n  ratio ${shareOf(result).toFixed(2)} of the bare rate; lag median ${one(lag.median)} s, most ${one(lag.most)} s (${lag.probes} probes); all merged ${one(sillage.drainSeconds)} s after the load` +
    `\n  ${merges.count} merges, ${one(merges.seconds)} s together; memory ${whole(server.rssMB.first)} MB at first, ${whole(server.rssMB.last)} at last, ${whole(server.rssMB.most)} at most\n`
  );
}

function line({ requestsPerSecond, p50, p99, max, refused, failed, server, cpuSeconds }: Measured, size: number): string {
  const faults = refused + failed === 0 ? '' : `, ${refused} refused, ${failed} failed`;
  return (
    `${whole(requestsPerSecond)} requests/s, ${whole(requestsPerSecond * size)} events/s; ms p50 ${p50}, p99 ${p99}, most ${Math.round(max)}${faults}; ` +
    `CPU s: answering ${one(server.mainCpuSeconds)}, beside ${one(server.otherCpuSeconds)}, load ${one(cpuSeconds)}`
  );
}
