import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tryLock } from '#adapters/embedded/worker-lock.ts';

const launcher = fileURLToPath(new URL('../../bin/node24.mjs', import.meta.url));
const program = fileURLToPath(new URL('../../bin/sillage.ts', import.meta.url));

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sillage-launcher-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('bin/node24.mjs', () => {
  it('runs Node 24, with its arguments, and ends as it ended', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [launcher, '-p', 'process.versions.node', 'and', 'more']);
    expect(stdout).toMatch(/^24\./);
    await expect(promisify(execFile)(process.execPath, [launcher, '-e', 'process.exit(7)'])).rejects.toMatchObject({ code: 7 });
  });

  /** `serve`, as an older Node starts it: in a second process. */
  async function serve(): Promise<ChildProcess> {
    const start = `import(${JSON.stringify(launcher)}).then(({ run }) => run(${JSON.stringify([program, 'serve', '--port', '0', '--data', folder])}, { tied: true }))`;
    const outer = spawn(process.execPath, ['-e', start], { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(outer.stdout, 'data');
    return outer;
  }

  /** Resolves once nobody works on the folder any more. */
  async function deserted(): Promise<boolean> {
    for (let i = 0; i < 100; i++) {
      const lock = tryLock(folder);
      lock?.release();
      if (lock !== null) return true;
      await sleep(50);
    }
    return false;
  }

  it('passes SIGTERM on', async () => {
    const outer = await serve();
    expect(tryLock(folder)).toBeNull();
    outer.kill('SIGTERM');
    expect(await once(outer, 'exit')).toEqual([0, null]);
    expect(await deserted()).toBe(true);
  });

  it('leaves no server behind when it is killed', async () => {
    const outer = await serve();
    expect(tryLock(folder)).toBeNull();
    outer.kill('SIGKILL');
    expect(await deserted()).toBe(true);
  });
});
