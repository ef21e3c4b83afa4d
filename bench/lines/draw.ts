/** A small generator of numbers in [0, 1): mulberry32. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const COURSES = ['course-v1:Sorbonne+BIO101+2026', 'course-v1:Sorbonne+HIS201+2026', 'course-v1:Lyon+PHY110+2026'];
const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:132.0) Gecko/20100101 Firefox/132.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
];
const START = Date.UTC(2026, 2, 2, 7);
const LEARNERS = 2_000;
/** Events spread over this long: two UTC days, as a day's log rotated at local midnight has. */
const SPAN_MS = 30 * 3_600_000;

/** 32 hexadecimal digits. */
export const hex = (n: number) => n.toString(16).padStart(32, '0');

/** A UUID that no other event of this dialect has. */
export function uuid(ordinal: number): string {
  const digits = hex(ordinal * 7_919);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20)}`;
}

/** What happens to whom: told by every dialect in its own words. */
export interface Drawn {
  /** ms since the epoch. */
  readonly at: number;
  readonly micros: number;
  readonly who: number;
  readonly course: string;
  /** 0 to 9: six of ten are about videos, where there are any. */
  readonly what: number;
  readonly item: number;
  readonly agent: string;
}

/** So many events in the order of their times, the same for the same seed. */
export function* draw(count: number, seed: number): Generator<Drawn> {
  const next = numbers(seed);
  const below = (n: number) => Math.floor(next() * n);
  for (let i = 0; i < count; i++) {
    yield {
      at: START + Math.floor((i / count) * SPAN_MS),
      micros: below(1_000),
      who: 4_000_000 + below(LEARNERS),
      course: COURSES[below(3)] as string,
      what: below(10),
      item: below(300),
      agent: AGENTS[below(3)] as string,
    };
  }
}
