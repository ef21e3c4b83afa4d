import { describe, expect, it } from 'vitest';
import { Choices } from './scheduler.ts';
import { World } from './world.ts';

const SEEDS = Number(process.env['SILLAGE_FAULT_SEEDS'] ?? 500);
const FIRST = Number(process.env['SILLAGE_FAULT_FIRST_SEED'] ?? 1);
const COURSES = ['course-v1:Sorbonne+BIO101+2026', 'course-v1:Sorbonne+HIS201+2026', undefined];

/** Distinct events, some of them named by a person under two names, and lines that must not become rows. */
function world(seed: number) {
  const choices = new Choices(seed + 500_000);
  const events = Array.from({ length: 12 + choices.below(20) }, (_, i) => {
    const who = choices.below(4);
    const hour = 1 + choices.below(60);
    return {
      id: `event-${i}`,
      userId: 9_000_000 + who,
      line: JSON.stringify({
        sillage: 1,
        id: `event-${i}`,
        time: new Date(Date.UTC(2026, 2, 7, hour)).toISOString(),
        actor: choices.chance(50) ? { user_id: 9_000_000 + who } : { user_id: 9_000_000 + who, username: `élève-${who}` },
        course: choices.pick(COURSES),
        session: `session-${who}`,
        category: 'video',
        action: 'played',
        object: { type: 'video', id: `vidéo-${choices.below(5)}` },
      }),
    };
  });
  const bad = ['{"sillage":1,', '{"sillage":1,"category":"video","action":"juggled"}', '{"what":"is this"}', ''];
  // The same event comes in several sendings, in any order, beside lines that are no events.
  const sendings = Array.from({ length: 4 + choices.below(5) }, () => {
    const lines = Array.from({ length: 1 + choices.below(10) }, () => choices.pick(events).line);
    if (choices.chance(40)) lines.splice(choices.below(lines.length), 0, choices.pick(bad));
    return lines;
  });
  sendings.push(...events.map(({ line }) => [line]).filter(() => choices.chance(30)));
  return { events, sendings };
}

describe('kill, duplicate, reorder, regroup and overlap at every await', () => {
  it(`keeps each accepted event in exactly one row, and every line counted, for ${SEEDS} seeds`, { timeout: 600_000 }, async () => {
    let kills = 0;
    let mostAtOnce = 0;
    for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
      const { sendings } = world(seed);
      const installation = new World(seed);
      await installation.begin();
      await installation.storm(sendings, 3);
      await installation.settle();
      kills += installation.kills;
      mostAtOnce = Math.max(mostAtOnce, installation.mostAtOnce);

      const accepted = new Set([...installation.answered.values()].flat().filter((line) => line.includes('"played"')));
      const rows = await installation.rows();
      const at = `seed ${seed}`;
      expect(new Set(rows).size, `${at}: an event stands in two rows`).toBe(rows.length);
      expect(rows.length, `${at}: accepted events and rows differ`).toBe(accepted.size);

      const summary = await installation.summary();
      const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((a, b) => a + b, 0);
      const sent = [...installation.answered.values()].reduce((total, lines) => total + lines.length, 0);
      expect(summary.lines, `${at}: lines are missing from the receipts`).toBe(sent);
      expect(summary.rows + sum(summary.rejected) + sum(summary.dropped), `${at}: conservation`).toBe(summary.lines);
      installation.registry.close();
    }
    // The storm must really have raged.
    expect(kills).toBeGreaterThan(SEEDS);
    expect(mostAtOnce).toBeGreaterThan(2);
  });
});

describe('forgetting in the midst of it', () => {
  const seeds = Math.ceil(SEEDS / 4);

  it(`leaves no row of the forgotten, and every row of the others, for ${seeds} seeds`, { timeout: 600_000 }, async () => {
    let forgotten = 0;
    for (let seed = FIRST; seed < FIRST + seeds; seed++) {
      const { sendings, events } = world(seed);
      const installation = new World(seed);
      const { choices } = installation;
      await installation.begin();
      installation.requests = [9_000_000, 9_000_001].map((userId) => ({
        userId,
        kind: choices.pick(['erase', 'object', 'restrict'] as const),
      }));
      await installation.storm(sendings, 3);
      await installation.settle();

      const rows = new Set(await installation.rows());
      const sent = new Set([...installation.answered.values()].flat());
      const gone = new Map<number, boolean>();
      for (const { userId } of events) gone.set(userId, await installation.isForgotten(userId));
      for (const { id, userId, line } of events) {
        // All events are older than any mark: of a forgotten learner nothing stays.
        const expected = sent.has(line) && gone.get(userId) === false;
        expect(rows.has(await installation.tokenOf(id)), `seed ${seed}: ${id} of ${userId}`).toBe(expected);
      }
      forgotten += [...gone.values()].filter(Boolean).length;
      installation.registry.close();
    }
    expect(forgotten).toBeGreaterThan(seeds / 2);
  });
});
