import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';

export type Child = ChildProcessByStdio<null, Readable, null>;

/** A real second process that runs one of the scripts in children/. It ends with the test at the latest. */
export function startChild(script: string, ...args: string[]): Child {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'children', script), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

/** Resolves with the first thing that the child prints. */
export async function firstWords(child: Child): Promise<string> {
  const [words] = (await once(child.stdout, 'data')) as [Buffer];
  return words.toString().trim();
}

/** Resolves with the exit code; null when it was killed. */
export async function ending(child: Child): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}
