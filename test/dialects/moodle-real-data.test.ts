import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { itemsOf } from '#core/receive/items.ts';

/** Real rows, kept beside the project and never in it (other licences): read where they are. */
const FOLDER = process.env['SILLAGE_REAL_DATA'] ?? fileBeside();
const here = FOLDER !== null && existsSync(join(FOLDER, 'moodle'));
const NOW = Date.UTC(2026, 10, 25);

function fileBeside(): string | null {
  const path = new URL('../../../shared/data/', import.meta.url).pathname;
  return existsSync(path) ? path : null;
}

const summary = (lines: readonly string[]) =>
  lines.map((line) => {
    const { dialect, outcome } = normaliseLine(line, null, NOW, () => {});
    const told =
      outcome.kind === 'event' ? `${outcome.event.category} ${outcome.event.action}` : 'reason' in outcome ? outcome.reason : outcome.code;
    return `${dialect?.name} ${told}`;
  });

// Data of other licences, kept beside the project and never in it: read where they are.
describe.skipIf(!here)('real rows of the log table', () => {
  const folder = join(FOLDER ?? '', 'moodle', 'by-event');

  it.each(here ? readdirSync(folder) : [])('%s is a row with a meaning', (name) => {
    const line = JSON.stringify(JSON.parse(readFileSync(join(folder, name, 'event.json'), 'utf8')));
    const { outcome } = normaliseLine(line, null, NOW, () => {});
    expect(outcome.kind).toBe('event');
    if (outcome.kind === 'event') expect([outcome.event.category, outcome.event.action]).not.toContain('other');
  });
});

// Data of other licences, kept beside the project and never in it: read where they are.
describe.skipIf(!here)('real exports', () => {
  it.each([
    ['course-log.csv', 'text/csv', ['navigation viewed', 'grade graded', 'acted_as_another', 'denied_type', 'completion completed']],
    ['course-log.json', 'application/json', ['navigation viewed', 'grade graded']],
    [
      'logstore_standard_log.ndjson',
      'application/x-ndjson',
      ['session logged_in', 'session logged_out', 'grade graded', 'acted_as_another'],
    ],
  ])('%s', (file, type, expected) => {
    const body = readFileSync(join(FOLDER ?? '', 'moodle', 'log-export', file));
    const items = itemsOf(body, type, { timeZone: 'Europe/Paris', course: null });
    expect(items.ok && summary(items.lines)).toEqual(expected.map((told) => `moodle ${told}`));
  });
});

it.runIf(!here)('says that there are no real rows beside the project', () => {
  console.warn('No real Moodle data beside the project; set SILLAGE_REAL_DATA to their folder to have them read.');
});
