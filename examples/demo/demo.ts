import { relative, resolve } from 'node:path';
import { sampleOf, showBeforeAfter } from './before-after.ts';
import { Sillage } from './commands.ts';
import { type Accounts, showConservation } from './conservation.ts';
import { removeOldDemo } from './files.ts';
import { generate } from './generate.ts';
import { identifiersOf } from './identifiers.ts';
import { leakCheck } from './leak-check.ts';
import { QUESTIONS } from './questions.ts';
import { send } from './send.ts';
import { bold, count, dim, green, red, say, title } from './show.ts';
import { showTree } from './tree.ts';

const FOLDER = resolve('demo-data');
const started = performance.now();
const here = relative(process.cwd(), FOLDER);

say(bold('Sillage: what learning platforms record, as data for research'));
say(`A campus that does not exist sends a fortnight of its logs to a server, on ./${here}.`);

removeOldDemo(FOLDER);
const campus = generate();
const identifiers = identifiersOf(campus);
const sillage = new Sillage(FOLDER);

const secretOf = async (name: string, platform: string): Promise<string> =>
  (JSON.parse(await sillage.run('source', 'add', name, '--platform', platform, '--policy', 'lenient', '--json')) as { secret: string })
    .secret;
const secrets = { campus: await secretOf('campus', 'openedx'), atelier: await secretOf('atelier', 'other') };
// What is shown once to whoever registers a source is no leak; it must not be anywhere else.
sillage.printed = '';
const server = await sillage.serve();
try {
  const before = performance.now();
  const sent = await send(campus.posts, server.url, secrets);
  const seconds = (performance.now() - before) / 1000;
  say(
    `\n  ${count(sent.lines)} lines of ${count(campus.learners.length)} learners in ${sent.requests} requests (${count(Math.round(sent.bytes / 1024))} KiB packed),`,
  );
  say(`  each answered only once it was safe on the disk: ${seconds.toFixed(1)} s. Then processed and merged.`);
  await sillage.run('merge', '--now');

  const sample = sampleOf(campus);
  const select = `SELECT * FROM events WHERE action = 'posted' AND time = TIMESTAMPTZ '${String(sample['time']).slice(0, 23)}Z'`;
  const [row, status, ...answers] = await Promise.all([
    sillage.run('query', select, '--json'),
    sillage.run('status', '--json'),
    ...QUESTIONS.map(({ sql }) => sillage.run('query', sql)),
  ]);

  title('One event');
  showBeforeAfter(sample, (JSON.parse(row) as Record<string, unknown>[])[0] ?? {}, identifiers);

  title('The files');
  const { rows } = showTree(FOLDER);

  title('Every line accounted for');
  const accounts = JSON.parse(status) as Accounts & { sources: Record<string, Accounts> };
  const lines = Object.fromEntries(Object.keys(secrets).map((name) => [name, linesOf(name)]));
  const conserved = showConservation(accounts, accounts.sources, lines, rows);

  title('Three questions');
  for (const [i, { question, sql }] of QUESTIONS.entries()) {
    say(`${bold(question)}\n\n${dim(indented(sql))}\n\n${indented(answers[i] ?? '')}\n`);
  }

  await server.stop();
  title('Can anybody be recognised?');
  const others = { 'what the server and the commands printed': sillage.printed, 'HTTP answers': sent.answers };
  const report = await leakCheck(FOLDER, identifiers, others, Object.values(secrets));
  say('  Looked for user names, numbers, mail addresses, names, IP addresses, sessions, browsers, ids and');
  say('  texts, also percent-encoded, escaped, in base 64 and under MD5, SHA-1 and SHA-256, in the bytes of');
  say(`  ${report.files} files, ${count(report.parquetCells)} decoded Parquet cells, the server's log and every HTTP answer:\n`);
  for (const [identifier, place] of [...report.found].slice(0, 10)) say(`  ${red('✗')} ${identifier} in ${place}`);
  const clean = report.found.size === 0;
  say(`${(clean ? green : red)(bold(`${report.found.size} of ${report.identifiers} identifiers found outside raw/`))}`);

  title('What next');
  say(`  npx sillage status --data ${here}                    what became of every line`);
  say(`  npx sillage query "DESCRIBE events" --data ${here}   ask your own questions`);
  say(`  duckdb -c "FROM '${here}/events/*/*/*.parquet'"      or pandas, R, Spark: see docs/query.md`);
  say('  npx sillage source add campus --platform openedx       your own platform; then: npx sillage serve');
  say(dim(`\n  ${((performance.now() - started) / 1000).toFixed(1)} s. Pseudonymised rows are still personal data; protect them as such.`));
  if (!clean || !conserved) process.exitCode = 1;
} finally {
  await server.stop();
}

function linesOf(source: string): number {
  return campus.posts.filter((post) => post.source === source).reduce((sum, { lines: each }) => sum + each.length, 0);
}

function indented(text: string): string {
  return text.trimEnd().replace(/^(?=.)/gm, '  ');
}
