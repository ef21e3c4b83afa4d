import { type Command, InvalidArgumentError } from 'commander';
import { frontDoor } from '#core/receive/front-door.ts';
import { RefusalCounter } from '#core/receive/refusals.ts';
import type { Edition, Lake, ListenOptions, Server, Work } from '../edition.ts';
import { CommandError, EXIT } from '../failure.ts';
import { openLake } from '../place.ts';
import { calmLog } from '../serve/calm-log.ts';
import { requireWorker, stagedFiles } from '../work.ts';
import { optionsOf } from './global-options.ts';

interface ServeOptions {
  readonly port: number;
  readonly host: string;
}

/** `sillage serve`: the HTTP front door, with process and merge behind it. */
export function addServe(program: Command, edition: Edition): void {
  program
    .command('serve')
    .description('Receive events over HTTP, and process and merge them as they come.')
    .option('--port <port>', 'port to listen on; 0 for any free one', portOf, 8787)
    .option('--host <host>', 'address to listen on; TLS is for a proxy in front', '127.0.0.1')
    .addHelpText(
      'after',
      `
One server works on a data folder at a time. SIGTERM or Ctrl-C stops it cleanly; after any crash, start it again: nothing
that was answered 200 is lost. The standard error is a log in JSON lines, without any content of events.

Example:
  sillage serve --port 8787 --data /srv/sillage`,
    )
    .action(async (_options, command: Command) => serve(command, edition));
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  return port;
}

async function serve(command: Command, edition: Edition): Promise<void> {
  const options = optionsOf<ServeOptions>(command);
  const { data, json, port, host, aws } = options;
  if (aws === true) {
    const there = 'on AWS the deployed endpoint does, which sillage source add NAME --aws tells';
    throw new CommandError('usage', `sillage serve receives events on this machine; ${there}. Leave --aws out.`, EXIT.usage);
  }
  const { log, terminal } = edition;
  const stopping = edition.stopSignal();
  const lake = await openLake(options, edition, { create: true });
  try {
    const worker = await requireWorker(lake, log, 'Stop it first; one server works on a data folder at a time.');
    const calm = calmLog(log, edition.now);
    const refusals = new RefusalCounter({ ...worker.pipeline, log: calm });
    const door = { ...worker.pipeline, log: calm, refusals, signingKeys: edition.signingKeys, full: () => lake.full() };
    try {
      await tellRecovered(lake, edition);
      let work: Work | null = null;
      const server = await listen(edition, {
        host,
        port,
        answer: async (request) => {
          const response = await frontDoor(request, door);
          work?.wake();
          return response;
        },
      });
      // A thread of its own: a large group takes half a second of computing, in which nobody would be answered.
      work = await edition.startWork(data, log);
      log.info('serve.listening', { port: server.port });
      terminal.out(json === true ? `${JSON.stringify({ host, port: server.port })}\n` : await greeting(lake, host, server.port));
      const signal = await stopping;
      log.info('serve.stopping', { signal });
      await server.close();
      await refusals.flush();
      await work.stop();
      log.info('serve.stopped', {});
    } finally {
      worker.release();
    }
  } finally {
    lake.close();
  }
}

async function tellRecovered(lake: Lake, { log }: Edition): Promise<void> {
  const { batches } = await lake.intake.depth();
  const staged = await stagedFiles(lake);
  if (batches > 0 || staged.length > 0) log.info('serve.recovered', { batches, stagedFiles: staged.length });
}

async function listen({ listen: start }: Edition, options: ListenOptions): Promise<Server> {
  try {
    return await start(options);
  } catch (error) {
    const code = (error as { readonly code?: unknown }).code;
    if (code === 'EADDRINUSE') {
      throw new CommandError(
        'port_taken',
        `Port ${options.port} of ${options.host} is taken; stop what listens there, or name another: --port`,
      );
    }
    if (code === 'EACCES')
      throw new CommandError('port_forbidden', `Port ${options.port} may not be used by this account; name one above 1023: --port`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new CommandError('host_unknown', `This machine has no address ${options.host}; leave --host out, or name one of its own.`);
    }
    throw error;
  }
}

async function greeting(lake: Lake, host: string, port: number): Promise<string> {
  const sources = (await lake.registry.sources()).filter(({ revokedAt }) => revokedAt === null);
  const hint = sources.length === 0 ? '\nNo source may send yet; in another terminal: sillage source add NAME --platform openedx' : '';
  const name = host.includes(':') ? `[${host}]` : host;
  return `Listening on http://${name}:${port} (/v1/events, /xapi, /caliper, /canvas; docs/http.md). Ctrl-C stops.${hint}\n`;
}
