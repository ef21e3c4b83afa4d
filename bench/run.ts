// npm run bench -- [--quick] [--dialect NAME] [--events N] [--json] [--save]
import { parseArgs } from 'node:util';
import { SAMPLES, type Sample } from './events.ts';
import { type Run, run } from './measure.ts';
import { about, keep, median, round } from './report.ts';
import { measureTables } from './tables.ts';

const { values: options } = parseArgs({
  options: {
    ...{ quick: { type: 'boolean' }, json: { type: 'boolean' }, save: { type: 'boolean' }, help: { type: 'boolean' } },
    ...{ dialect: { type: 'string', multiple: true }, events: { type: 'string' } },
  },
});

if (options.help === true) {
  process.stdout.write(
    'npm run bench -- [--quick] [--dialect NAME] [--events N] [--json] [--save]\n\nMeasures the embedded edition per dialect: a bulk file in, merged Parquet out; and each derived table over a million events.\n' +
      '--quick         fewer events (under a minute)\n' +
      `--dialect NAME  only this, and no tables; may be repeated: ${Object.keys(SAMPLES).join(', ')}\n` +
      '--events N      so many events per dialect, once, instead of 100,000 five times; in bounded memory, with some 2 GB of temporary files a million\n' +
      '--json          for machines\n--save          keep the result in bench/results/\n',
  );
  process.exit(0);
}

const quick = options.quick === true;
const told = options.events === undefined ? null : Number(options.events);
const names = options.dialect ?? Object.keys(SAMPLES);
if ((told !== null && !(Number.isInteger(told) && told > 0)) || !names.every((name) => Object.hasOwn(SAMPLES, name))) {
  process.stderr.write('No such dialect, or no such number: npm run bench -- --help\n');
  process.exit(2);
}

const EVENTS = told ?? (quick ? 20_000 : 100_000);
const ROUNDS = told !== null ? 1 : quick ? 3 : 5;
const TABLE_EVENTS = quick ? 50_000 : 1_000_000;
const TABLE_ROUNDS = quick ? 1 : 3;

async function measureDialect(dialect: string, sample: Sample) {
  // One round to warm up.
  await run(sample, 5_000);
  const runs: Run[] = [];
  for (let i = 0; i < ROUNDS; i++) runs.push(await run(sample, EVENTS));
  const of = (measure: (run: Run) => number) => round(median(runs.map(measure)));
  const total = median(runs.map((each) => each.total));
  return {
    dialect,
    events: EVENTS,
    rows: runs[0]?.rows ?? 0,
    eventsPerSecond: Math.round(1_000_000 / total),
    ratioToJsonParse: of((each) => each.total / each.floor.parse),
    ratioToFloor: of((each) => each.total / each.floor.total),
    microsecondsPerEvent: {
      receive: of((each) => each.receive),
      process: of((each) => each.process),
      merge: of((each) => each.merge),
      total: round(total),
      floor: of((each) => each.floor.total),
      jsonParse: of((each) => each.floor.parse),
    },
    bytesPerRow: round(runs[0]?.bytesPerRow ?? 0, 1),
  };
}

const results: Awaited<ReturnType<typeof measureDialect>>[] = [];
for (const name of names) {
  if (options.json !== true) process.stderr.write(`measuring ${name} …\n`);
  results.push(await measureDialect(name, SAMPLES[name] as Sample));
}

if (options.json !== true && options.dialect === undefined) process.stderr.write('measuring tables …\n');
const tables = options.dialect === undefined ? await measureTables(TABLE_EVENTS, TABLE_ROUNDS) : [];

const report = {
  results,
  tables: { events: TABLE_EVENTS, results: tables },
  ...about(),
  peakRssMB: Math.round(process.resourceUsage().maxRSS / 1024),
};

if (options.json === true) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
else {
  for (const { dialect, rows, eventsPerSecond, ratioToFloor, ratioToJsonParse, microsecondsPerEvent: us, bytesPerRow } of results) {
    process.stdout.write(
      `${dialect}: ${eventsPerSecond.toLocaleString('en')} events/s, ${ratioToFloor} times the floor, ${ratioToJsonParse} times JSON.parse alone\n` +
        `  µs an event: receive ${us.receive}, process ${us.process}, merge ${us.merge}; floor ${us.floor}; ${rows.toLocaleString('en')} rows of ${bytesPerRow} bytes\n`,
    );
  }
  for (const { table, rows, seconds, peakMB } of tables) {
    process.stdout.write(
      `${table}: ${rows.toLocaleString('en')} rows of ${TABLE_EVENTS.toLocaleString('en')} events in ${seconds} s, ${peakMB} MB\n`,
    );
  }
}
if (options.json !== true) process.stdout.write(`peak memory: ${report.peakRssMB} MB\n`);
if (options.save === true) keep('', report);
