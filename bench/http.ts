// npm run bench:http -- [--quick] [--check] [--only PHASE] [--rows N] [--seconds N] [--folder DIR] [--profile DIR] [--json] [--save]
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeDay } from './http/day-file.ts';
import { loadBare, loadSillage, type Place } from './http/measure.ts';
import { phasesOf, WARMING } from './http/phases.ts';
import { serve, sillage } from './http/processes.ts';
import { missed, type Result, shareOf } from './http/targets.ts';
import { textOf } from './http/text.ts';
import { threadsOf } from './http/usage.ts';
import { about, keep } from './report.ts';

const { values: options } = parseArgs({
  options: {
    ...{
      quick: { type: 'boolean' },
      check: { type: 'boolean' },
      json: { type: 'boolean' },
      save: { type: 'boolean' },
      help: { type: 'boolean' },
    },
    ...{
      only: { type: 'string', multiple: true },
      rows: { type: 'string' },
      seconds: { type: 'string' },
      folder: { type: 'string' },
      profile: { type: 'string' },
    },
  },
});

if (options.help === true) {
  process.stdout.write(
    'npm run bench:http -- [--quick] [--check] [--only PHASE] [--rows N] [--seconds N] [--folder DIR] [--profile DIR] [--json] [--save]\n\n' +
      'Loads the real server over HTTP, with process and merge running and a day file of a million rows, and beside it a bare server\n' +
      'that only makes the bodies durable. Every event is another one, and the rows at the end must be as many as were accepted.\n' +
      `--quick       shorter loads, and a day of 50,000 rows (under 90 s)\n--check       ends with 1 when a target is missed\n` +
      `--only PHASE  only this; may be repeated: ${phasesOf(true)
        .map(({ name }) => name)
        .join(', ')}\n` +
      '--rows N      rows of the day file\n--seconds N   how long each load lasts\n--folder DIR  where to work: a disk, not memory (default: the folder for temporary files)\n' +
      '--profile DIR keeps CPU profiles of the server\n--json        for machines\n--save        keep the result in bench/results/\n',
  );
  process.exit(0);
}

const quick = options.quick === true;
const rows = Number(options.rows ?? (quick ? 50_000 : 1_000_000));
const seconds = options.seconds === undefined ? null : Number(options.seconds);
const phases = phasesOf(quick)
  .filter(({ name }) => options.only === undefined || options.only.includes(name))
  .map((phase) => ({ ...phase, seconds: seconds ?? phase.seconds }));
if (![rows, seconds ?? 1].every((n) => Number.isInteger(n) && n > 0) || phases.length === 0) {
  process.stderr.write('No such phase, or no such number: npm run bench:http -- --help\n');
  process.exit(2);
}
/** statfs(2): what lives in memory is no disk, and an fsync there costs nothing. */
const TMPFS = 0x01021994;
const above = options.folder ?? tmpdir();
if (statfsSync(above).type === TMPFS) {
  process.stderr.write(`${above} is in memory; name a folder on a disk: --folder DIR\n`);
  process.exit(2);
}

const told = (what: string): void => void (options.json === true || process.stderr.write(`${what} …\n`));
const folder = mkdtempSync(join(above, 'sillage-bench-http-'));
const results: Result[] = [];
let threads: Readonly<Record<string, number>> = {};
try {
  const data = join(folder, 'data');
  const { secret } = await sillage<{ secret: string }>(
    'source',
    'add',
    'bench',
    '--platform',
    'other',
    '--policy',
    'lenient',
    '--data',
    data,
  );
  told(`making a day of ${rows.toLocaleString('en')} rows`);
  await makeDay(folder, data, 'bench', rows);
  const server = await serve(data, options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`]);
  const place: Place = { data, server, secret, next: rows, loads: 0, expected: rows };
  try {
    await loadSillage(WARMING, place);
    for (const phase of phases) {
      const rounds: Result[] = [];
      for (let round = 1; round <= phase.rounds; round++) {
        told(`loading: ${phase.name}${phase.rounds === 1 ? '' : `, round ${round} of ${phase.rounds}`}`);
        rounds.push({ phase, sillage: await loadSillage(phase, place), bare: await loadBare(phase, folder) });
      }
      const result = rounds.toSorted((a, b) => shareOf(a) - shareOf(b))[Math.floor(rounds.length / 2)] as Result;
      results.push(result);
      if (options.json !== true) process.stdout.write(textOf(result));
    }
    threads = threadsOf(server.pid);
  } finally {
    await server.stop();
  }
  const [counted] = await sillage<{ n: number; ids: number }[]>(
    'query',
    'SELECT count(*) AS n, count(DISTINCT event_id) AS ids FROM events',
    '--data',
    data,
  );
  if (counted?.n !== place.expected || counted.ids !== place.expected)
    throw new Error(`${place.expected} events were accepted; ${JSON.stringify(counted)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const misses = missed(results);
const report = { dayRows: rows, results, threads, missed: misses, ...about() };
if (options.json === true) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
else {
  const shown = Object.entries(threads).map(([name, seconds]) => `${name} ${seconds.toFixed(1)}`);
  process.stdout.write(`CPU s of the server's threads: ${shown.join(', ')}\n`);
  process.stdout.write(misses.length === 0 ? 'Every target is reached.\n' : `Missed:\n${misses.map((miss) => `  ${miss}\n`).join('')}`);
}
if (options.save === true) keep('http', report);
if (options.check === true && misses.length > 0) process.exitCode = 1;
