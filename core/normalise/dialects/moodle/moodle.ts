import type { Dialect, JsonObject, Outcome, UnusedKeys } from '../../dialect.ts';
import { rejection } from '../../rejection.ts';
import { readReport } from './report/report.ts';
import { readRow } from './row.ts';

/** Moodle's log: rows of the table `logstore_standard_log`, and lines of the downloaded report (docs/dialects/moodle.md). */
export const moodle: Dialect = {
  name: 'moodle',
  transformVersion: 1,
  undress: (line) => line,
  recognises,
  normalise,
};

const MARKS = ['moodle_log', 'moodle_report', 'moodle_csv'];
const EVENT_CLASS = /^\\{0,2}[a-z][a-z0-9_]*\\{1,2}event\\{1,2}[a-z]/i;

/** What receive framed, or a row of the table by the name that every event class of Moodle has. */
function recognises(item: JsonObject): boolean {
  if (MARKS.some((mark) => item[mark] === 1)) return true;
  return typeof item['eventname'] === 'string' && EVENT_CLASS.test(item['eventname']) && 'timecreated' in item;
}

function normalise(item: JsonObject, unused: UnusedKeys): Outcome {
  if (item['moodle_csv'] === 1) return rejection(item['fault'] === 'header' ? 'unknown_csv_header' : 'malformed_csv');
  return item['moodle_report'] === 1 ? readReport(item, unused) : readRow(item, unused);
}
