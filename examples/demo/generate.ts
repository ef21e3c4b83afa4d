import { around, noise } from './around.ts';
import { courses } from './courses.ts';
import { type Learner, people } from './people.ts';
import { Dice } from './random.ts';
import type { TrackingEvent } from './tracking-log.ts';
import { visit } from './visits.ts';
import { workshop } from './workshop.ts';

/** What one source posts in one request. */
export interface Post {
  readonly source: 'campus' | 'atelier';
  readonly dialect: 'openedx' | 'native';
  readonly lines: readonly Buffer[];
}

export interface Campus {
  readonly learners: readonly Learner[];
  readonly posts: readonly Post[];
}

const SEED = 20_250_303;
const LEARNERS = 200;
const DAYS = 12;
const FIRST_DAY = Date.UTC(2025, 2, 3);
const DAY_MS = 86_400_000;
const LINES_A_POST = 250;
const HOUR_MS = 3_600_000;

/** A fortnight on a campus that does not exist; the same one every time. */
export function generate(): Campus {
  const dice = new Dice(SEED);
  const learners = people(LEARNERS, dice);
  const offered = courses(dice);
  const days = Array.from({ length: DAYS }, (_, i) => FIRST_DAY + i * DAY_MS);
  const moment = (day: number): number => day + dice.whole(7, 21) * HOUR_MS + dice.whole(0, HOUR_MS);
  const events: TrackingEvent[] = [];
  for (const [i, learner] of learners.entries()) {
    const first = offered[i % offered.length] ?? offered[0];
    const taken = offered.filter((course) => course === first || dice.chance(0.15));
    for (const course of taken) {
      events.push(...around(learner, course, moment(FIRST_DAY), dice));
      for (let n = dice.whole(1, 3); n > 0; n--) events.push(...visit(learner, course, moment(dice.pick(days)), dice));
    }
  }
  const log = events.toSorted((a, b) => a.at - b.at).map(({ record }) => JSON.stringify(record));
  const lines = [...log.map((line, i) => Buffer.from(shipped(line, i))), ...noise(learners, log, dice)];
  const own = workshop(learners.slice(0, 40), days, dice).map((line) => Buffer.from(line));
  return {
    learners,
    posts: [
      ...parts(lines).map((part): Post => ({ source: 'campus', dialect: 'openedx', lines: part })),
      ...parts(own).map((part): Post => ({ source: 'atelier', dialect: 'native', lines: part })),
    ],
  };
}

/** Some logs come through syslog, which puts its own words, and names and addresses of people, before each record. */
function shipped(line: string, i: number): string {
  if (i % 20 !== 0) return line;
  const { username, ip } = JSON.parse(line) as { username: string; ip: string };
  return `Mar  3 08:00:00 lms01 [service_variant=lms][tracking][env:prod] INFO [lms01  4242] [user ${username}] [ip ${ip}] [logger.py:41] - ${line}`;
}

function parts<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / LINES_A_POST) }, (_, i) => all.slice(i * LINES_A_POST, (i + 1) * LINES_A_POST));
}
