// npm run bench -- [--quick] [--json] [--save]
import { parseArgs } from 'node:util';
import { DIALECT_LINES } from './events.ts';
import { type Floor, floor } from './floor.ts';
import { type Run, run } from './measure.ts';
import { about, keep, median, round } from './report.ts';
import { measureTables } from './tables.ts';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, save: { type: 'boolean' }, help: { type: 'boolean' } },
});

if (options.help === true) {
  process.stdout.write(
    'npm run bench -- [--quick] [--json] [--save]\n\nMeasures the embedded edition per dialect: a bulk file in, merged Parquet out; and each derived table over a million events.\n' +
      '--quick  fewer events (under 30 seconds)\n--json   for machines\n--save   keep the result in bench/results/\n',
  );
  process.exit(0);
}

const EVENTS = options.quick === true ? 20_000 : 100_000;
const ROUNDS = options.quick === true ? 3 : 5;
const TABLE_EVENTS = options.quick === true ? 50_000 : 1_000_000;
const TABLE_ROUNDS = options.quick === true ? 1 : 3;

async function measureDialect(dialect: string, linesOf: (count: number, seed: number) => string[]) {
  const lines = linesOf(EVENTS, 1);
  // One round to warm up; then each round measures both, so that a slower moment of the machine hits both.
  await run(lines.slice(0, 5_000));
  const runs: Run[] = [];
  const floors: Floor[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const measured = await run(lines);
    runs.push(measured);
    floors.push(await floor(lines, measured.ready));
  }
  const total = median(runs.map((each) => each.total));
  const ratio = (against: (floor: Floor) => number) => round(median(runs.map((each, i) => each.total / against(floors[i] as Floor))));
  return {
    dialect,
    events: EVENTS,
    rows: runs[0]?.rows ?? 0,
    eventsPerSecond: Math.round(1_000_000 / total),
    ratioToJsonParse: ratio(({ parse }) => parse),
    ratioToFloor: ratio((each) => each.total),
    microsecondsPerEvent: {
      receive: round(median(runs.map((each) => each.receive))),
      process: round(median(runs.map((each) => each.process))),
      merge: round(median(runs.map((each) => each.merge))),
      total: round(total),
      floor: round(median(floors.map((each) => each.total))),
      jsonParse: round(median(floors.map((each) => each.parse))),
    },
    bytesPerRow: round(runs[0]?.bytesPerRow ?? 0, 1),
  };
}

const results: Awaited<ReturnType<typeof measureDialect>>[] = [];
for (const [dialect, linesOf] of Object.entries(DIALECT_LINES)) {
  if (options.json !== true) process.stderr.write(`measuring ${dialect} …\n`);
  results.push(await measureDialect(dialect, linesOf));
}

if (options.json !== true) process.stderr.write('measuring tables …\n');
const tables = await measureTables(TABLE_EVENTS, TABLE_ROUNDS);

const report = {
  results,
  tables: { events: TABLE_EVENTS, results: tables },
  ...about(),
  peakRssMB: Math.round(process.resourceUsage().maxRSS / 1024),
};

if (options.json === true) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
else {
  for (const { dialect, eventsPerSecond, ratioToFloor, ratioToJsonParse, microsecondsPerEvent: us, bytesPerRow } of results) {
    process.stdout.write(
      `${dialect}: ${eventsPerSecond.toLocaleString('en')} events/s, ${ratioToFloor} times the floor, ${ratioToJsonParse} times JSON.parse alone\n` +
        `  µs an event: receive ${us.receive}, process ${us.process}, merge ${us.merge}; floor ${us.floor}; ${bytesPerRow} bytes a row\n`,
    );
  }
  for (const { table, rows, seconds, peakMB } of tables) {
    process.stdout.write(
      `${table}: ${rows.toLocaleString('en')} rows of ${TABLE_EVENTS.toLocaleString('en')} events in ${seconds} s, ${peakMB} MB\n`,
    );
  }
}
if (options.save === true) keep('', report);
