import type { Meter } from '#adapters/aws/meter.ts';
import type { PriceLine, Usage } from '#core/cost/price-lines.ts';

/** What one call of a function used, or the mean of several. */
export interface Measured {
  /** Of this process, user and system, ms. The emulators are other processes. */
  readonly cpuMs: number;
  readonly used: Usage;
  /** HTTP requests to AWS by operation, `S3.PutObject`. */
  readonly calls: Readonly<Record<string, number>>;
  /** Bytes that the function wrote to its log, metrics in their embedded format among them. */
  readonly logBytes: number;
}

/** Runs a call and tells what it used. What it writes to the standard output is its log, and shown nowhere. */
export async function measure(meter: Meter, run: () => Promise<unknown>): Promise<Measured> {
  const before = meter.total();
  const callsBefore = meter.calls();
  let logBytes = 0;
  const { write } = process.stdout;
  process.stdout.write = (chunk: string | Uint8Array) => {
    logBytes += Buffer.byteLength(chunk);
    return true;
  };
  const cpu = process.cpuUsage();
  try {
    await run();
  } finally {
    process.stdout.write = write;
  }
  const { user, system } = process.cpuUsage(cpu);
  return {
    cpuMs: (user + system) / 1000,
    used: difference(meter.total(), before),
    calls: difference(meter.calls(), callsBefore),
    logBytes,
  };
}

/** Of several calls, each by its share. */
export function perCall({ cpuMs, used, calls, logBytes }: Measured, count: number): Measured {
  const shared = <T extends Readonly<Record<string, number>>>(sums: T) =>
    Object.fromEntries(Object.entries(sums).map(([name, n]) => [name, n / count]));
  return { cpuMs: cpuMs / count, used: shared(used as Record<PriceLine, number>), calls: shared(calls), logBytes: logBytes / count };
}

function difference<T extends Readonly<Partial<Record<string, number>>>>(now: T, before: T): Record<string, number> {
  const pairs = Object.entries(now).map(([name, n]) => [name, (n ?? 0) - (before[name] ?? 0)] as const);
  return Object.fromEntries(pairs.filter(([, n]) => n > 0));
}
