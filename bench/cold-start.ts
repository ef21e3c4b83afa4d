// npm run bench:cold -- [--quick] [--json] [--save]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleOf } from '../lib/bundle.ts';
import { type StandIn, startStandIn } from '../test/lambdas/support/aws-stand-in.ts';
import { runBare } from '../test/lambdas/support/bare-process.ts';
import { httpEvent, message, packed } from '../test/lambdas/support/events.ts';
import { settingsByFunction } from '../test/lambdas/support/settings.ts';
import { entryOf } from '../test/lambdas/support/unpacked.ts';
import { about, keep, median, round } from './report.ts';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, save: { type: 'boolean' }, help: { type: 'boolean' } },
});

if (options.help === true) {
  process.stdout.write(
    'npm run bench:cold -- [--quick] [--json] [--save]\n\nMeasures the cold start of each function: a bare Node process loads its bundle and\nanswers once, with a server of the loopback in the place of AWS.\n' +
      '--quick  fewer starts\n--json   for machines\n--save   keep the result in bench/results/\n',
  );
  process.exit(0);
}

const STARTS = options.quick === true ? 5 : 21;
const LINES = 100;

const bearer = { authorization: 'Bearer secret-of-nobody', 'content-type': 'application/json' };
/** The server in the place of AWS knows nobody: these lines name no person, and are archived, counted and nothing else. */
const lines = Array.from({ length: LINES }, (_, n) => `{"event_type":"nothing.known.${n}"}`);

/** What each function is asked first. */
const FIRST: Readonly<Record<string, { readonly what: string; readonly event: unknown }>> = {
  receive: { what: 'a POST, authenticated against the registry', event: httpEvent('POST', '/v1/events', bearer, '{}') },
  process: {
    what: `a message of ${LINES} lines without persons: archive and receipt`,
    event: { Records: [message('a', packed({ lines }))] },
  },
  query: { what: 'a question that there is not, refused', event: { question: 'none' } },
  merge: { what: 'a shard where nothing is staged', event: { shard: 3 } },
};

/** A module that answers at once: what Node and the process cost by themselves. */
function floorFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sillage-floor-'));
  writeFileSync(join(folder, 'index.mjs'), 'export const handler = async () => ({});\n');
  return folder;
}

async function msOf(folder: string, event: unknown, env: Readonly<Record<string, string>>, aws: StandIn): Promise<number> {
  const { answers, log, readyMs } = await runBare(folder, [event], { env, aws: aws.url });
  if (answers[0] === undefined) throw new Error(`no answer\n${log}`);
  return readyMs;
}

const settings = settingsByFunction();
const aws = await startStandIn();
const floor = floorFolder();
const results = [];
try {
  for (const [name, { what, event }] of Object.entries(FIRST)) {
    const { folder, bytes } = bundleOf(entryOf(name));
    const measured: number[] = [];
    const floors: number[] = [];
    for (let i = 0; i < STARTS; i++) {
      measured.push(await msOf(folder, event, settings.get(name) ?? {}, aws));
      floors.push(await msOf(floor, event, {}, aws));
    }
    const ms = { median: round(median(measured), 1), slowest: round(Math.max(...measured), 1), floor: round(median(floors), 1) };
    results.push({ function: name, answers: what, bundleBytes: bytes, milliseconds: ms });
  }
} finally {
  aws.close();
  rmSync(floor, { recursive: true });
}

const report = { measures: 'cold start: from the first import of the bundle to the first answer', starts: STARTS, results, ...about() };
if (options.json === true) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
else {
  for (const { function: name, answers, bundleBytes, milliseconds: ms } of results) {
    process.stdout.write(
      `${name}: ${ms.median} ms to its first answer (${answers}), at most ${ms.slowest}; an empty handler ${ms.floor}; ${Math.round(bundleBytes / 1000)} KB\n`,
    );
  }
}
if (options.save === true) keep('cold', report);
