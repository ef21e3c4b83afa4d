import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts } from '../../aws/emulators/start.ts';
import { askTrino } from '../statement.ts';
import { completeGlue } from './complete-glue.ts';
import { installTrino } from './install.ts';

const here = dirname(fileURLToPath(import.meta.url));
const START_MS = 180_000;
const STOP_MS = 10_000;
const ASK_EVERY_MS = 250;
/** Far from UTC, and with a change of hour: whatever depends on the machine's zone shows. */
const MACHINE_ZONE = 'America/St_Johns';

/**
 * Starts Trino on a free port of the loopback: one node with Hive's connector as the catalog `awsdatacatalog` (Athena's name for Glue)
 * over Glue and S3 at `aws`.
 *
 * @throws when it cannot be installed or does not start: never a skip
 */
export async function startTrino(aws: string): Promise<{ readonly trino: string; stop(): Promise<void> }> {
  const program = installTrino();
  const [port] = await freePorts();
  const folder = mkdtempSync(join(tmpdir(), 'sillage-trino-'));
  const url = `http://127.0.0.1:${port}`;
  const glue = await completeGlue(aws);
  configure(folder, program, port, { aws, glue: glue.url });
  const log = join(folder, 'log');
  const child = launch(folder, program, log);
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const patience = setTimeout(kill, STOP_MS);
      await ended;
      clearTimeout(patience);
    }
    process.off('exit', kill);
    await glue.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await started(url, child);
  } catch (error) {
    const said = readFileSync(log, 'utf8').split('\n').slice(-40).join('\n');
    await stop();
    throw new Error(`Trino does not start.\n${said}`, { cause: error });
  }
  return { trino: url, stop };
}

function launch(folder: string, program: string, log: string): ChildProcess {
  const out = openSync(log, 'a');
  const options = [
    '-Xmx1g',
    '-XX:+UseG1GC',
    '-XX:+ExitOnOutOfMemoryError',
    `-Duser.timezone=${MACHINE_ZONE}`,
    '-Djdk.attach.allowAttachSelf=true',
  ];
  const places = [`-Dconfig=${join(folder, 'config.properties')}`, `-Dlog.levels-file=${join(folder, 'log.properties')}`];
  const args = [...options, ...places, '-cp', join(program, 'lib', '*'), join(here, 'TrinoServer.java')];
  return spawn('java', args, { cwd: folder, stdio: ['ignore', out, out] });
}

function configure(folder: string, program: string, port: number, { aws, glue }: { readonly aws: string; readonly glue: string }): void {
  mkdirSync(join(folder, 'catalog'));
  properties(join(folder, 'log.properties'), { '': 'ERROR' });
  properties(join(folder, 'config.properties'), {
    coordinator: 'true',
    'node-scheduler.include-coordinator': 'true',
    'node.environment': 'test',
    'node.id': 'one',
    'node.bind-ip': '127.0.0.1',
    'node.internal-address': '127.0.0.1',
    'http-server.http.port': String(port),
    'discovery.uri': `http://127.0.0.1:${port}`,
    'plugin.dir': join(program, 'plugin'),
    'catalog.config-dir': join(folder, 'catalog'),
    'query.max-memory': '256MB',
    'query.max-memory-per-node': '256MB',
    'memory.heap-headroom-per-node': '256MB',
  });
  properties(join(folder, 'catalog', 'awsdatacatalog.properties'), {
    'connector.name': 'hive',
    'hive.metastore': 'glue',
    'hive.metastore.glue.endpoint-url': glue,
    // moto has none, and breaks when it is asked.
    'hive.table-statistics-enabled': 'false',
    // moto answers every segment with all partitions.
    'hive.metastore.glue.partitions-segments': '1',
    // Athena always heeds a table's projection.*.
    'hive.partition-projection-enabled': 'true',
    'hive.metastore.glue.region': 'eu-west-3',
    'hive.metastore.glue.aws-access-key': 'test',
    'hive.metastore.glue.aws-secret-key': 'test',
    // Trino's own client of S3: the older one by Hadoop is a plugin more.
    'fs.hadoop.enabled': 'false',
    'fs.native-s3.enabled': 'true',
    's3.endpoint': aws,
    's3.region': 'eu-west-3',
    's3.path-style-access': 'true',
    's3.aws-access-key': 'test',
    's3.aws-secret-key': 'test',
  });
}

function properties(file: string, values: Readonly<Record<string, string>>): void {
  writeFileSync(
    file,
    `${Object.entries(values)
      .map(([name, value]) => `${name}=${value}`)
      .join('\n')}\n`,
  );
}

/** It answers before it has loaded its catalogs, and again before it has found its only node. */
async function started(url: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + START_MS;
  const probe = 'SELECT count(*) FROM information_schema.schemata';
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}.`);
    const ready = await askTrino(url, probe, { database: 'information_schema', zone: 'UTC' }).then(
      () => true,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  throw new Error(`Nothing answers on ${url} after ${START_MS / 1000} s.`);
}
