import { expect, it } from 'vitest';
import { type Status, statusText } from '../../bin/show/status.ts';

const NONE = { batches: 0, lag_s: 0, staged_files: 0, bytes: 0, full: null } as const;
const status: Status = {
  batches: 1,
  lines: 3,
  rows: 3,
  rejected: {},
  dropped: {},
  keys: { 'context.registration': 3 },
  others: 3,
  unplaced: { 'http://id.tincanapi.com/verb/mentored': 2 },
  alias_conflicts: 0,
  waiting: NONE,
  dead_letters: 0,
  merged: { files: 1, rows: 3, bytes: 1024, courses: 1 },
  sources: {},
  courses: { known: 0, described: 0, deleted: 0 },
  refused: { since: '2026-03-01', unnamed: 0, sources: {} },
};

it('names the types without a place that have a public name, and counts all', () => {
  const text = statusText(status, 'sillage-data', '');
  expect(text).toMatch(/times.*type without a place/);
  expect(text).toMatch(/2\D+http:\/\/id\.tincanapi\.com\/verb\/mentored/);
  expect(text).toContain('3 rows with the action "other"');
});

it('has no table of them where there are none', () => {
  expect(statusText({ ...status, others: 0, unplaced: {} }, 'sillage-data', '')).not.toContain('type without a place');
});

it('tells who was refused, by the source that was named', () => {
  const text = statusText({ ...status, refused: { since: '2026-03-01', unnamed: 1200, sources: { campus: 3 } } }, 'sillage-data', '');
  expect(text).toMatch(/Refused since 2026-03-01, .*:\nrequests +source named\n +3 +campus\n +1,200 +\(none that there is\)\n/);
  expect(statusText(status, 'sillage-data', '')).not.toContain('Refused');
});

it('counts the courses of which something is told', () => {
  const text = statusText({ ...status, courses: { known: 12, described: 5, deleted: 1 } }, 'sillage-data', '');
  expect(text).toContain('Courses: 12, 5 with title or dates, 1 deleted on the platform\n');
  expect(statusText(status, 'sillage-data', '')).not.toContain('Courses');
});

it('says what refuses new events, and what to do', () => {
  const full = (what: 'disk' | 'queue') => statusText({ ...status, waiting: { ...NONE, full: what } }, 'sillage-data', '');
  expect(full('disk')).toMatch(/Nothing is accepted: the disk .*embedded\.min_free_mb/);
  expect(full('queue')).toMatch(/Nothing is accepted: more waits .*embedded\.queue_mb/);
  expect(statusText(status, 'sillage-data', '')).not.toContain('Nothing is accepted');
});
