import type { Measured, MeasuredSillage } from './measure.ts';
import type { Phase } from './phases.ts';

export interface Result {
  readonly phase: Phase;
  readonly sillage: MeasuredSillage;
  readonly bare: Measured;
}

/** Sillage's rate as a share of the bare server's. */
export const shareOf = ({ sillage, bare }: Result): number => sillage.requestsPerSecond / bare.requestsPerSecond;

const P99_MS = 250;
const LAG_SECONDS = 10;
const SHARE_OF_BARE = 0.5;
/** Of the rate that was asked for: the last second may end early. */
const HELD = 0.98;
/** In a shorter load the heap is still finding its size. */
const WARM_SECONDS = 60;
/** Memory is flat when it has grown by no more than this share, from the second fifth of the load to the last. */
const GROWTH = 1.2;

/** What was to be reached on two cores, and is not; empty: all is. */
export function missed(results: readonly Result[]): readonly string[] {
  const found: string[] = [];
  const expect = (holds: boolean, what: string): void => void (holds || found.push(what));
  for (const result of results) {
    const { phase, sillage } = result;
    const { name, eventsPerPost, eventsPerSecond } = phase;
    expect(sillage.failed === 0 && sillage.refused === 0, `${name}: ${sillage.failed} requests failed, ${sillage.refused} were refused`);
    if (name === 'full-1') {
      const share = shareOf(result);
      expect(share >= SHARE_OF_BARE, `${name}: ${share.toFixed(2)} of the bare server's rate, not ${SHARE_OF_BARE}`);
    }
    if (name !== 'steady-100' || eventsPerSecond === null) continue;
    const rate = sillage.requestsPerSecond * eventsPerPost;
    const { first, last } = sillage.server.rssMB;
    expect(rate >= HELD * eventsPerSecond, `${name}: ${Math.round(rate)} events/s, not ${eventsPerSecond}`);
    expect(sillage.p99 < P99_MS, `${name}: p99 ${sillage.p99} ms, not under ${P99_MS}`);
    expect(sillage.lag.most < LAG_SECONDS, `${name}: lag ${sillage.lag.most.toFixed(1)} s, not under ${LAG_SECONDS}`);
    expect(
      phase.seconds < WARM_SECONDS || last <= GROWTH * first,
      `${name}: memory grew from ${Math.round(first)} to ${Math.round(last)} MB`,
    );
  }
  return found;
}
