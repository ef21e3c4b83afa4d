import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Row } from '#core/dataset/columns.ts';
import type { Dialect } from '#core/normalise/dialect.ts';
import { DIALECTS } from '#core/normalise/dialects/index.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { courseKeys, type LearnerInCourse } from '#core/pseudonymise/course-keys.ts';
import { KeyRing } from '#core/pseudonymise/keys.ts';
import type { EventToken, LearnerToken, SessionToken } from '#core/pseudonymise/pseudonym.ts';
import { scrub } from '#core/pseudonymise/scrub.ts';
import { ManualClock } from '../support/memory/clock.ts';
import { MemoryVault } from '../support/memory/key-vault.ts';
import { ACTS, type Act, COMPARED, type Compared, INSTANT, type Tellings } from './same-act/acts.ts';
import * as byCaliper from './same-act/caliper.ts';
import { canvas } from './same-act/canvas.ts';
import * as byMoodle from './same-act/moodle.ts';
import { native } from './same-act/native.ts';
import { openedx } from './same-act/openedx.ts';
import { UNSAID, type Unsaid } from './same-act/unsaid.ts';
import * as byXapi from './same-act/xapi.ts';

// What one learner does once is described alike, whichever dialect tells it.

const SENDERS: Readonly<Record<string, Tellings>> = {
  openedx,
  'xapi/moodle': byXapi.moodle,
  'xapi/openedx': byXapi.openedxRouter,
  'xapi/video': byXapi.videoProfile,
  'xapi/h5p': byXapi.h5pContent,
  'caliper/spec': byCaliper.caliper,
  'caliper/openedx': byCaliper.openedxRouter,
  canvas,
  'moodle/table': byMoodle.moodle,
  'moodle/lesson': byMoodle.lesson,
  'moodle/gradebook': byMoodle.gradebook,
  native,
};

const NAMES = Object.keys(ACTS) as Act[];
const dialectOf = (sender: string): string => sender.split('/')[0] as string;

const ring = new KeyRing(new MemoryVault(new Uint8Array(32).fill(3)), new ManualClock(0));
const keys = await courseKeys(ring, 'campus', '', 1);
const eventKey = await ring.subkey('event', 'campus', 1);
const SOMEBODY = { token: 'p1x' as LearnerToken, session: () => 's1x' as SessionToken } as unknown as LearnerInCourse;

/** null: it gives no row. */
function rowOf(line: string, dialect: string): Row | null {
  const reading = normaliseLine(line, dialect, Date.parse(INSTANT) + 60_000, () => {});
  if (reading.dialect === null || reading.outcome.kind !== 'event') return null;
  const { event } = reading.outcome;
  const learner = event.person === null ? null : SOMEBODY;
  const setting = { eventId: 'e1x' as EventToken, time: event.time ?? 0, received: 0, source: 'campus', keys, eventKey, learner };
  return scrub(event, { ...setting, dialect: reading.dialect });
}

type Facts = Readonly<Partial<Record<Compared, unknown>>>;
const compared = (row: Facts): Facts => Object.fromEntries(COMPARED.map((column) => [column, row[column] ?? null]));
const canonical = (act: Act): Facts => compared({ ...ACTS[act], time: Date.parse(INSTANT) });

const concerns = ({ who, acts }: Unsaid, sender: string, act: Act): boolean =>
  who.split(' ').some((name) => sender === name || dialectOf(sender) === name) && (acts === null || acts.includes(act));

/** What this sender should give: the canonical row, but for what it does not say. */
function expected(sender: string, act: Act): Facts {
  const row: Record<string, unknown> = { ...canonical(act) };
  for (const unsaid of UNSAID)
    if (concerns(unsaid, sender, act))
      for (const column of unsaid.columns ?? [])
        if (row[column] !== null || unsaid.instead !== undefined) row[column] = unsaid.instead ?? null;
  return row as Facts;
}

const told = Object.entries(SENDERS).flatMap(([sender, tellings]) => (Object.keys(tellings) as Act[]).map((act) => [act, sender] as const));

it.each(told)('%s, told by %s', (act, sender) => {
  const row = rowOf(JSON.stringify(SENDERS[sender]?.[act]), dialectOf(sender));
  expect(row).not.toBeNull();
  if (row === null) return;
  expect(compared(row)).toEqual(expected(sender, act));
  expect(row.learner).not.toBeNull();
  expect(row.course_id === null).toBe(act === 'logged in');
});

describe.each([...DIALECTS])('%s', (name, dialect) => {
  const senders = Object.keys(SENDERS).filter((sender) => dialectOf(sender) === name);
  const golden = goldenRows(dialect);

  it.each(NAMES)('tells of %s, or it is known why not', (act) => {
    const says = senders.some((sender) => SENDERS[sender]?.[act] !== undefined);
    const reasons = UNSAID.filter((unsaid) => unsaid.columns === null && unsaid.who === name && concerns(unsaid, name, act));
    expect(reasons.length).toBe(says ? 0 : 1);
  });

  it.each(NAMES)('leaves nothing out of %s that a golden pair of it has', (act) => {
    const wanted = canonical(act);
    const same = golden.filter(([, row]) =>
      (['category', 'action', 'object_type'] as const).every((column) => row[column] === wanted[column]),
    );
    const said = senders.filter((sender) => SENDERS[sender]?.[act] !== undefined).map((sender) => expected(sender, act));
    const lacking = COMPARED.filter((column) => wanted[column] !== null && said.every((row) => row[column] !== wanted[column]));
    const found = lacking.flatMap((column) => same.filter(([, row]) => row[column] !== null).map(([file]) => `${column}: ${file}`));
    expect(found).toEqual([]);
  });
});

it('excuses nothing that needs no excuse', () => {
  const needless = UNSAID.filter(({ columns }) => columns !== null).flatMap((unsaid) =>
    (unsaid.columns ?? [])
      .filter(
        (column) => !told.some(([act, sender]) => concerns(unsaid, sender, act) && canonical(act)[column] !== (unsaid.instead ?? null)),
      )
      .map((column) => `${unsaid.who}: ${column}`),
  );
  expect(needless).toEqual([]);
});

function goldenRows(dialect: Dialect): readonly (readonly [string, Row])[] {
  const folder = new URL(`${dialect.name}/`, import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.in.json'))
    .flatMap((file) => {
      const given = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { line?: string; item?: object };
      const row = rowOf(given.line ?? JSON.stringify(given.item), dialect.name);
      return row === null ? [] : [[file, row] as const];
    });
}
