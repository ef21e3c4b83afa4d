import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Lag, LagWatch } from './lag.ts';
import type { Load, Loaded } from './load.ts';
import { drained, Merged } from './merged.ts';
import { CONNECTIONS, type Phase } from './phases.ts';
import { type Running, runScript, serveBare } from './processes.ts';
import { type Usage, watchUsage } from './usage.ts';

/** s that what waits after a load may take. */
const PATIENCE = 600;

export interface Measured extends Loaded {
  readonly server: Usage;
}

export interface MeasuredSillage extends Measured {
  readonly lag: Lag;
  /** s until all was merged, after the load ended. */
  readonly drainSeconds: number;
  readonly merges: { readonly count: number; readonly seconds: number };
}

/** A data folder with its server, and how far its events are numbered. */
export interface Place {
  readonly data: string;
  readonly server: Running;
  readonly secret: string;
  next: number;
  /** Loads so far. */
  loads: number;
  /** Rows that there must be. */
  expected: number;
}

/** Loads sillage, and waits until all of it is merged. */
export async function loadSillage(phase: Phase, place: Place): Promise<MeasuredSillage> {
  const { data, server, secret } = place;
  const before = server.log.length;
  const merged = new Merged(data);
  const send = (body: string): Promise<boolean> => post(`${server.url}/v1/events`, secret, body);
  const usage = watchUsage(server.pid);
  const watch = new LagWatch(`${phase.name}-${place.loads++}`, merged, send);
  const loaded = await load(phase, server.url, secret, place.next);
  const used = usage();
  const started = performance.now();
  const lag = await watch.end();
  await drained(data, PATIENCE);
  place.next += loaded.events;
  place.expected += loaded.events + lag.probes;
  const rows = await merged.rows();
  if (rows !== place.expected) throw new Error(`${place.expected} events were accepted, and ${rows} rows are there.`);
  const merges = server.log.slice(before).filter(({ message }) => message === 'merge.done');
  return {
    ...loaded,
    server: used,
    lag,
    drainSeconds: (performance.now() - started) / 1000,
    merges: { count: merges.length, seconds: merges.reduce((sum, line) => sum + Number(line['ms']), 0) / 1000 },
  };
}

/** The same load on the bare server. */
export async function loadBare(phase: Phase, folder: string): Promise<Measured> {
  const bodies = join(folder, 'bare');
  await mkdir(bodies);
  const server = await serveBare(bodies);
  try {
    const usage = watchUsage(server.pid);
    const loaded = await load(phase, server.url, 'none', 0);
    return { ...loaded, server: usage() };
  } finally {
    await server.stop();
    await rm(bodies, { recursive: true });
  }
}

function load({ eventsPerPost, eventsPerSecond, seconds }: Phase, url: string, secret: string, first: number): Promise<Loaded> {
  const rate = eventsPerSecond === null ? null : CONNECTIONS * Math.ceil(eventsPerSecond / eventsPerPost / CONNECTIONS);
  const asked: Load = { url: `${url}/v1/events`, secret, first, eventsPerPost, connections: CONNECTIONS, seconds, rate };
  return runScript<Loaded>('load.ts', asked);
}

async function post(url: string, secret: string, body: string): Promise<boolean> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body,
  });
  await response.arrayBuffer();
  return response.status === 200;
}
