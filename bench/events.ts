import { caliperLine } from './lines/caliper.ts';
import { canvasLine } from './lines/canvas.ts';
import { type Drawn, draw } from './lines/draw.ts';
import { MOODLE_HEADER, moodleLine, moodleRecord } from './lines/moodle.ts';
import { nativeLine } from './lines/native.ts';
import { openedxLine } from './lines/openedx.ts';
import { xapiLine } from './lines/xapi.ts';

/** Lifelike lines for measuring, the same for the same count and seed; made as they are asked for. */
export type Lines = (count: number, seed: number) => Iterable<string>;

export interface Sample {
  /** One event a line, as JSON. */
  readonly lines: Lines;
  /** The same events as they stand in a file; missing: these lines. */
  readonly file?: Lines;
}

function* told(line: (drawn: Drawn, ordinal: number) => string, count: number, seed: number): Generator<string> {
  let ordinal = 0;
  for (const drawn of draw(count, seed)) yield line(drawn, ordinal++);
}

const by =
  (line: (drawn: Drawn, ordinal: number) => string): Lines =>
  (count, seed) =>
    told(line, count, seed);

function* moodleTable(count: number, seed: number): Generator<string> {
  yield MOODLE_HEADER;
  yield* told(moodleRecord, count, seed);
}

export const openedxLines: Lines = by(openedxLine);

/** What is measured, by name: the dialects, and Moodle's log as the CSV file that it mostly is. */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  openedx: { lines: openedxLines },
  xapi: { lines: by(xapiLine) },
  caliper: { lines: by(caliperLine) },
  canvas: { lines: by(canvasLine) },
  moodle: { lines: by(moodleLine) },
  'moodle-csv': { lines: by(moodleLine), file: moodleTable },
  native: { lines: by(nativeLine) },
};
