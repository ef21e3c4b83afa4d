import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Draft, InputFile } from './edition.ts';
import { CommandError, EXIT } from './failure.ts';

const PRIVATE = 0o600;
const READ_BYTES = 1 << 18;

/** A file of the user's, or the standard input. @throws CommandError `file_unreadable` */
export async function readFile(path: string): Promise<InputFile> {
  if (path === '-') return { size: null, bytes: process.stdin };
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new CommandError('file_unreadable', `${path} is a folder; name its files, as in: ${path}/*`);
    const file = await open(path, 'r');
    return { size: found.isFile() ? found.size : null, bytes: file.createReadStream({ highWaterMark: READ_BYTES }) };
  } catch (error) {
    if (error instanceof CommandError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new CommandError('file_unreadable', `There is no file ${path}.`, EXIT.failed, { missing: true });
    }
    throw new CommandError('file_unreadable', `The file ${path} cannot be read; check its owner and mode.`);
  }
}

/**
 * A file in the making, readable by its owner only: beside the path it is to take, or without any name.
 *
 * @throws CommandError `file_unwritable`
 */
export async function draft(path: string | null, body: AsyncIterable<Uint8Array | string>): Promise<Draft> {
  const target = path === null ? null : resolve(path);
  const temporary = join(target === null ? tmpdir() : dirname(target), `.sillage-${randomUUID()}`);
  let file: FileHandle;
  try {
    file = await open(temporary, 'wx+', PRIVATE);
  } catch {
    throw new CommandError(
      'file_unwritable',
      `Nothing can be written to ${path ?? tmpdir()}; name a file in a folder that exists and is yours.`,
    );
  }
  const discard = async (): Promise<void> => {
    await file.close();
    await rm(temporary, { force: true });
  };
  // Without a name it is gone with the process, whatever happens. (Not on Windows, where `discard` removes it.)
  if (target === null && process.platform !== 'win32') await rm(temporary);
  try {
    await file.writeFile(body);
  } catch (error) {
    await discard();
    throw error;
  }
  return {
    size: (await file.stat()).size,
    async keep() {
      if (target === null) return;
      await file.sync();
      await rename(temporary, target);
    },
    bytes: () => createReadStream(temporary, { fd: file, start: 0, autoClose: false }),
    discard,
  };
}
