import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SpoolIntake } from '#adapters/embedded/spool-intake.ts';
import { Fault, passing } from '#core/errors.ts';
import { batchOf } from '../../contracts/intake.suite.ts';
import { temporaryFolder } from './temporary-folder.ts';

const MIB = 1_048_576;
const files = (folder: string): string[] => ['waiting', 'tmp'].flatMap((of) => readdirSync(join(folder, of)));
const full = async (submitting: Promise<void>): Promise<string> => {
  const error = await submitting.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Fault);
  expect(passing(error)).toBe(true);
  return (error as Fault).code;
};

describe('a spool without room refuses before anything is written', () => {
  test('while the disk has less free than must stay', async () => {
    const folder = temporaryFolder();
    const intake = new SpoolIntake(folder, { minFreeBytes: Number.MAX_SAFE_INTEGER, maxWaitingBytes: MIB });
    expect(await full(intake.submit(batchOf('x', 1)))).toBe('intake_full');
    expect(files(folder)).toEqual([]);
    expect(await intake.room()).toMatchObject({ full: 'disk', waitingBytes: 0 });
  });

  test('while more waits than may, until some of it is done', { timeout: 20_000 }, async () => {
    const folder = temporaryFolder();
    const intake = new SpoolIntake(folder, { minFreeBytes: 0, maxWaitingBytes: MIB });
    const large = (name: string, at: number) => ({ ...batchOf(name, at), lines: ['x'.repeat(600_000)] });
    for (const [i, name] of ['a', 'b'].entries()) await intake.submit(large(name, i));
    expect(await full(intake.submit(batchOf('small', 3)))).toBe('intake_full');
    expect(files(folder)).toHaveLength(2);
    expect(await intake.room()).toMatchObject({ full: 'queue', freeBytes: expect.any(Number) });
    // By another object, as the server's worker is: this one sees it in the folder.
    await (await new SpoolIntake(folder).take(1))?.done();
    await expect
      .poll(
        () =>
          intake.submit(batchOf('small', 3)).then(
            () => 'accepted',
            () => 'refused',
          ),
        { timeout: 10_000 },
      )
      .toBe('accepted');
    expect(await intake.room()).toMatchObject({ full: null });
  });

  test('many small batches fill it as their blocks on the disk do', async () => {
    const intake = new SpoolIntake(temporaryFolder(), { minFreeBytes: 0, maxWaitingBytes: 10 * 4096 });
    for (let i = 0; i < 10; i++) await intake.submit(batchOf(`n${i}-`, i));
    expect(await full(intake.submit(batchOf('one-more', 11)))).toBe('intake_full');
  });

  test('a batch that waits already is no more than it was', async () => {
    const intake = new SpoolIntake(temporaryFolder(), { minFreeBytes: 0, maxWaitingBytes: 4096 });
    await intake.submit(batchOf('x', 1));
    await expect(intake.submit(batchOf('x', 2))).resolves.toBeUndefined();
  });
});

/** A real full disk needs a file system of its own: Linux gives one to whoever may make a namespace. */
const small = ['unshare', '-Urm', 'sh', '-c'];
const canMount = spawnSync(small[0] ?? '', [...small.slice(1), 'mount -t tmpfs -o size=1m none /mnt']).status === 0;

// Skipped where the kernel lets nobody make a namespace: nothing else gives a disk that is really full.
test.skipIf(!canMount)('a disk that fills up while a batch is written: refused, and nothing of it is left', () => {
  const folder = temporaryFolder();
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  const child = join(import.meta.dirname, 'children/fill-spool.ts');
  const command = `mount -t tmpfs -o size=1m none ${disk} && exec ${process.execPath} ${child} ${disk}`;
  const { stdout, stderr } = spawnSync(small[0] ?? '', [...small.slice(1), command], { encoding: 'utf8' });
  expect(stderr).toBe('');
  const { accepted, refused, waiting, left, after } = JSON.parse(stdout) as Record<string, unknown>;
  expect(accepted).toBeGreaterThan(2);
  expect([waiting, left]).toEqual([accepted, 0]);
  expect(refused).toBe('intake_full');
  expect(after).toBe('accepted');
  rmSync(disk, { recursive: true });
});
