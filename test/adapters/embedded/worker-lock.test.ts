import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tryLock } from '#adapters/embedded/worker-lock.ts';
import { ending, firstWords, startChild } from './child.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('one holder at a time, and the next once it is released', () => {
  const data = join(temporaryFolder(), 'data');
  const lock = tryLock(data);
  expect(lock).not.toBeNull();
  expect(tryLock(data)).toBeNull();
  lock?.release();
  lock?.release();
  const next = tryLock(data);
  expect(next).not.toBeNull();
  next?.release();
});

test('folders do not share a lock', () => {
  const locks = [temporaryFolder(), temporaryFolder()].map(tryLock);
  expect(locks.every((lock) => lock !== null)).toBe(true);
  for (const lock of locks) lock?.release();
});

test('another process is refused, and the kernel frees the lock of one that was killed', async () => {
  const data = temporaryFolder();
  const child = startChild('hold-worker-lock.ts', data);
  expect(await firstWords(child)).toBe('locked');
  expect(tryLock(data)).toBeNull();
  child.kill('SIGKILL');
  await ending(child);
  const lock = tryLock(data);
  expect(lock).not.toBeNull();
  // Asking once more must not give up the lock: POSIX frees a process's locks on a file when it closes any descriptor of it.
  expect(tryLock(data)).toBeNull();
  const second = startChild('hold-worker-lock.ts', data);
  expect(await firstWords(second)).toBe('refused');
  lock?.release();
});
