import { type Moment, parseTime } from '../../time.ts';

const NAIVE = /\d$/;

/** The first releases wrote UTC without saying so: a time without a zone is UTC. */
export function momentOf(time: unknown): Moment | null | 'invalid' {
  if (time === undefined || time === null) return null;
  if (typeof time !== 'string') return 'invalid';
  return parseTime(time) ?? (NAIVE.test(time) ? parseTime(`${time}Z`) : null) ?? 'invalid';
}
