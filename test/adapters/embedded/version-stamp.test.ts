import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { etagOf, stampModified } from '#adapters/embedded/version-stamp.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('one file stamped again and again never has an earlier ETag, however fast', async () => {
  const file = await open(join(temporaryFolder(), 'file'), 'w');
  const etags = new Set<string>();
  const rounds = 2000;
  for (let i = 0; i < rounds; i++) {
    await stampModified(file);
    etags.add(etagOf(await file.stat({ bigint: true })));
  }
  await file.close();
  // The same inode and size each time: only the stamp tells the versions apart.
  expect(etags.size).toBe(rounds);
});

test('the stamp is the time', async () => {
  const file = await open(join(temporaryFolder(), 'file'), 'w');
  await stampModified(file);
  expect(Math.abs((await file.stat()).mtimeMs - Date.now())).toBeLessThan(5000);
  await file.close();
});
