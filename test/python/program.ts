import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface Printed {
  readonly out: string;
  readonly err: string;
}

/** Runs a program to its end. @throws Error with what it printed, when it fails */
export async function printed(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Printed> {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, { env: { ...process.env, ...env }, maxBuffer: 1 << 26 });
    return { out: stdout, err: stderr };
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} failed:\n${stdout}\n${stderr}`);
  }
}
