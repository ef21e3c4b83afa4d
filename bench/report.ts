import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

export const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
export const round = (n: number, digits = 2): number => Number(n.toFixed(digits));

interface About {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memoryGiB: number; readonly node: string };
  /** ISO 8601. */
  readonly date: string;
  readonly commit: string;
}

/** Where, when and at which commit a measurement was made. */
export function about(): About {
  return {
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    },
    date: new Date().toISOString(),
    commit: commit(),
  };
}

/** Keeps a measurement in bench/results/. @param what of which benchmark; empty: the embedded edition's */
export function keep(what: string, report: About): void {
  const name = [what, report.date.slice(0, 10), report.commit].filter((part) => part !== '').join('-');
  writeFileSync(new URL(`results/${name}.json`, import.meta.url), `${JSON.stringify(report, null, 2)}\n`);
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown';
  }
}
