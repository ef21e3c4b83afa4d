import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

const MICROSECONDS_PER_SECOND = 1e6;

let latest = 0;

/**
 * Gives a file a modification time that no other file of this process has, in microseconds. The file system's own clock ticks
 * every few milliseconds, and an inode is used again at once: three quick puts could end with the first one's ETag.
 */
export async function stampModified(file: FileHandle): Promise<void> {
  const now = Math.floor((performance.timeOrigin + performance.now()) * 1000);
  latest = Math.max(now, latest + 1);
  // Half a microsecond more, because the seconds are a floating-point number that the system cuts off.
  const seconds = (latest + 0.5) / MICROSECONDS_PER_SECOND;
  await file.utimes(seconds, seconds);
}

/** Tells one version of an object from every other: inode, size and modification time in nanoseconds. */
export function etagOf(stats: BigIntStats): string {
  return `${stats.ino.toString(36)}-${stats.size.toString(36)}-${stats.mtimeNs.toString(36)}`;
}
