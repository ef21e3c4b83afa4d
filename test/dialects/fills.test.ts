import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FILLS } from '#core/codebook/fills.ts';
import { COLUMNS } from '#core/dataset/columns.ts';
import type { Dialect } from '#core/normalise/dialect.ts';
import { DIALECTS } from '#core/normalise/dialects/index.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { courseKeys, type LearnerInCourse } from '#core/pseudonymise/course-keys.ts';
import { KeyRing } from '#core/pseudonymise/keys.ts';
import type { EventToken, LearnerToken, SessionToken } from '#core/pseudonymise/pseudonym.ts';
import { scrub } from '#core/pseudonymise/scrub.ts';
import { ManualClock } from '../support/memory/clock.ts';
import { MemoryVault } from '../support/memory/key-vault.ts';

const ring = new KeyRing(new MemoryVault(new Uint8Array(32).fill(3)), new ManualClock(0));
const keys = await courseKeys(ring, 'campus', '', 1);
const eventKey = await ring.subkey('event', 'campus', 1);
const SOMEBODY = { token: 'p1x' as LearnerToken, session: () => 's1x' as SessionToken } as unknown as LearnerInCourse;
/** Of every row, whatever was sent. */
const OURS = new Set(['source', 'dialect', 'received_on', 'schema_version', 'transform_version']);

/** Columns that some golden pair of the dialect fills, each with one that does. */
function filledBy(dialect: Dialect): Map<string, string> {
  const folder = new URL(`${dialect.name}/`, import.meta.url);
  const filled = new Map<string, string>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.in.json'))) {
    const given = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { line?: string; item?: object };
    const line = given.line ?? JSON.stringify(given.item);
    const { outcome } = normaliseLine(line, dialect.name, Date.UTC(2026, 0, 15), () => {});
    if (outcome.kind !== 'event') continue;
    const { event } = outcome;
    const learner = event.person === null ? null : SOMEBODY;
    const row = scrub(event, { eventId: 'e1x' as EventToken, time: 0, received: 0, source: 'campus', dialect, keys, eventKey, learner });
    for (const { name } of COLUMNS) if (row[name] !== null && !OURS.has(name)) filled.set(name, file);
  }
  return filled;
}

it('tells of every dialect, and of nothing else', () => {
  expect([...FILLS.keys()]).toEqual([...DIALECTS.keys()]);
});

describe.each([...DIALECTS])('%s', (dialectName, dialect) => {
  const filled = filledBy(dialect);
  const fills = FILLS.get(dialectName) ?? {};

  it('declares every column that one of its golden pairs fills', () => {
    expect([...filled].filter(([name]) => !(name in fills))).toEqual([]);
  });

  it('declares none that no golden pair fills', () => {
    expect(Object.keys(fills).filter((name) => !filled.has(name))).toEqual([]);
  });

  it('names fields that its golden pairs have', () => {
    const folder = new URL(`${dialect.name}/`, import.meta.url);
    const inputs = readdirSync(folder).filter((name) => name.endsWith('.in.json'));
    const sent = inputs.map((name) => readFileSync(new URL(name, folder), 'utf8')).join();
    // Words with a dot or an underscore are names of fields, not English.
    const names = Object.values(fills).flatMap((text) => text.match(/\b\w+(?:\.\w+)+|\b\w*_\w+/g) ?? []);
    const missing = names.flatMap((name) => name.split('.')).filter((name) => !sent.includes(name));
    expect(missing).toEqual([]);
  });

  it('tells columns in the order of the schema, so that a reader finds them', () => {
    const order = COLUMNS.map(({ name }) => name as string);
    expect(Object.keys(fills)).toEqual(order.filter((name) => name in fills));
  });
});
