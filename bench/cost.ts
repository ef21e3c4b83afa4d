// npm run bench:cost -- [--quick] [--json] [--save] [--window SECONDS] [--merge MINUTES]
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { readSettings } from '#core/settings/read.ts';
import { Deployment } from './cost/deployment.ts';
import { report, text } from './cost/report.ts';
import { measureGrowth, measureLoad, measureReceive } from './cost/runs.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    json: { type: 'boolean' },
    save: { type: 'boolean' },
    window: { type: 'string' },
    merge: { type: 'string' },
    help: { type: 'boolean' },
  },
});
if (options.help === true) {
  process.stdout.write(
    'npm run bench:cost -- [--quick] [--json] [--save] [--window SECONDS] [--merge MINUTES]\n\nRuns the real functions against emulators, counts their calls, and tells what they cost (docs/cost.md).\n' +
      '--quick  fewer POSTs and rows\n--json   for machines\n--save   keep the result in bench/results/\n--window, --merge  another cadence than that of sillage.yaml\n',
  );
  process.exit(0);
}

const quick = options.quick === true;
const read = readSettings(readFileSync(new URL('../sillage.yaml', import.meta.url), 'utf8'), { today: '2026-01-01' });
if (!read.ok) throw new Error('sillage.yaml has mistakes.');
const windowSeconds = Number(options.window ?? read.settings.cadence.window_seconds);
const mergeMinutes = Number(options.merge ?? read.settings.cadence.merge_minutes);
const learners = { eventsPerLearnerDay: 150, sessionSeconds: 3_600 };
const traffic = (eventsPerSecond: number, courses: number) => ({ ...learners, eventsPerSecond, courses });
const COURSES = 30;
/** Ten requests a second, whatever is in them. */
const inPostsOf = (eventsPerPost: number) => ({ traffic: traffic(10 * eventsPerPost, COURSES), eventsPerPost, calls: 1 });
const told = (what: string) => void process.stderr.write(`measuring ${what} …\n`);

const deployment = await Deployment.make();
try {
  told('what a day that grows adds to its merges');
  const growth = await measureGrowth(deployment, quick ? 3 : 4);
  const receives = [];
  for (const eventsPerPost of [1, 10, 30, 100]) {
    told(`POSTs of ${eventsPerPost}`);
    receives.push({ eventsPerPost, measured: await measureReceive(deployment, eventsPerPost, quick ? 60 : 200, inPostsOf(10).traffic) });
  }
  const loads = [];
  const smaller = [traffic(10, 10), traffic(0.4, 3), traffic(0.17, 1)];
  const wanted = [
    ...smaller.map((small) => ({ traffic: small, eventsPerPost: 10, calls: 1 })),
    ...[1, 10, 30, 100].map(inPostsOf),
    ...(quick ? [] : [{ ...inPostsOf(10), calls: 5 }]),
  ];
  for (const one of wanted) {
    told(`${one.traffic.eventsPerSecond} events/s in POSTs of ${one.eventsPerPost}, a window in ${one.calls} calls`);
    loads.push({ ...one, measured: await measureLoad(deployment, { ...one, windowSeconds, mergeMinutes }) });
  }
  const result = {
    ...report({ growth, receives, loads, windowSeconds, mergeMinutes }),
    machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version },
    date: new Date().toISOString(),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  };
  const json = `${JSON.stringify(result, null, 2)}\n`;
  process.stdout.write(options.json === true ? json : text(result));
  if (options.save === true)
    writeFileSync(new URL(`results/cost-${result.date.slice(0, 10)}-${result.commit}.json`, import.meta.url), json);
} finally {
  deployment.stop();
}
