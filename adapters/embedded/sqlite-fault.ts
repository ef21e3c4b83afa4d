import { Fault } from '#core/errors.ts';

/** SQLITE_BUSY, SQLITE_LOCKED (https://www.sqlite.org/rescode.html); the low byte of an extended code is the code itself. */
const BUSY = 5;
const LOCKED = 6;

/** True when SQLite gave up waiting for somebody else's lock. */
export function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return false;
  const code = error.errcode & 0xff;
  return code === BUSY || code === LOCKED;
}

/** SQLite's failure in the domain's words. Its messages name tables and columns, never values, so the cause may stay. */
export function sqliteFault(error: unknown): unknown {
  if (isBusy(error)) return new Fault('registry_contended', undefined, { cause: error });
  if (error instanceof Error && 'errcode' in error) return new Fault('registry_unavailable', undefined, { cause: error });
  return error;
}
