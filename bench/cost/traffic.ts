import { openedxLines } from '../events.ts';

/** Who posts what, at a steady rate. Assumptions, told with every result. */
export interface Traffic {
  readonly eventsPerSecond: number;
  /** Courses in which something happens in every minute. */
  readonly courses: number;
  /** Events of one learner on one day: those who begin their day are looked up and widened in the registry. */
  readonly eventsPerLearnerDay: number;
  /** How long a learner's day is, s. */
  readonly sessionSeconds: number;
}

/** The ids in bench/events.ts, each of which becomes one of ours. */
const COURSE = /course-v1:\w+\+\w+\+2026/;

/**
 * The events of one window, in the order of their times: lifelike lines of bench/events.ts, with times, learners and courses of this
 * window. Learners come and go: of those active in a window, most were active in the one before.
 *
 * @param window from 0; learners of window n are those of any other installation's window n
 * @param day YYYY-MM-DD
 */
export function windowLines(window: number, windowSeconds: number, day: string, traffic: Traffic, seed = window): string[] {
  const { eventsPerSecond, courses, eventsPerLearnerDay, sessionSeconds } = traffic;
  const count = Math.round(eventsPerSecond * windowSeconds);
  const beginning = eventsPerSecond / eventsPerLearnerDay;
  const active = Math.max(1, Math.round(beginning * sessionSeconds));
  const first = Math.round(window * windowSeconds * beginning);
  const start = Date.parse(`${day}T08:00:00Z`) + window * windowSeconds * 1000;
  return lifelike(count, seed).map((line, i) => {
    // A walk through all who are active, by a step that has no divisor in common with their number.
    const who = 4_000_000 + first + ((i * 7_919) % active);
    const at = new Date(start + Math.floor((i / count) * windowSeconds * 1000)).toISOString();
    return rewritten(line, who, `course-v1:Sorbonne+C${who % courses}+2026`, at);
  });
}

const drawn = new Map<string, readonly string[]>();

function lifelike(count: number, seed: number): readonly string[] {
  const name = `${count}/${seed}`;
  const known = drawn.get(name);
  if (known !== undefined) return known;
  const lines = [...openedxLines(count, seed + 1)];
  drawn.clear();
  drawn.set(name, lines);
  return lines;
}

function rewritten(line: string, who: number, course: string, at: string): string {
  const old = COURSE.exec(line)?.[0] ?? '';
  const micros = /"time":"[^"]*(\d{3})\+00:00"/.exec(line)?.[1] ?? '000';
  return line
    .replaceAll(old, course)
    .replaceAll(old.slice('course-v1:'.length), course.slice('course-v1:'.length))
    .replace(/"username":"[^"]*"/, `"username":"élève_${who}"`)
    .replace(/"user_id":\d+/, `"user_id":${who}`)
    .replace(/"session":"[^"]*"/, `"session":"${(who * 31).toString(16).padStart(32, '0')}"`)
    .replace(/"time":"[^"]*"/, `"time":"${at.slice(0, -1)}${micros}+00:00"`);
}

export function* postsOf(lines: readonly string[], size: number): Generator<readonly string[]> {
  for (let at = 0; at < lines.length; at += size) yield lines.slice(at, at + size);
}
