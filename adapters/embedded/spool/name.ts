/** What a spool file's name tells, so that nothing needs to be read to know what waits. */
export interface SpoolName {
  readonly file: string;
  /** Of the batch; of a file of several batches, one of its own. */
  readonly id: string;
  readonly batches: number;
  /** First receipt, ms since the epoch. */
  readonly received: number;
  readonly lines: number;
  /** Of the file; null: a former version of the program left it out. */
  readonly bytes: number | null;
}

/** 15 digits of ms reach beyond the year 30000, and make the order of names the order of receipt. */
const TIME_DIGITS = 15;
const ID = /^[A-Za-z0-9_-]{1,100}$/;
const WAITING = /^(\d{15})\.([A-Za-z0-9_-]{1,100})\.(\d{1,9})(?:\.(\d{1,12})(?:\.(\d{1,6}))?)?$/;
const DEAD = /^(.+)\.([a-z_]{1,60})$/;

/**
 * @param bytes of the file
 * @throws RangeError for an id or a time that no receive stage makes
 */
export function nameOf(
  { id, received, lines, batches }: Pick<SpoolName, 'id' | 'received' | 'lines' | 'batches'>,
  bytes: number,
): SpoolName {
  checkNamed(id, received);
  const time = String(received).padStart(TIME_DIGITS, '0');
  const file = `${time}.${id}.${lines}.${bytes}${batches === 1 ? '' : `.${batches}`}`;
  return { file, id, received, lines, bytes, batches };
}

/** @throws RangeError for an id or a time that no receive stage makes */
export function checkNamed(id: string, received: number): void {
  if (!ID.test(id)) throw new RangeError('A batch id is a token of letters, digits, "-" and "_".');
  if (!Number.isSafeInteger(received) || received < 0) throw new RangeError('A receipt time is a whole number of ms.');
}

/** Null for a file that is not ours. */
export function parseName(file: string): SpoolName | null {
  const parts = WAITING.exec(file);
  if (parts?.[1] === undefined || parts[2] === undefined) return null;
  const bytes = parts[4] === undefined ? null : Number(parts[4]);
  return { file, received: Number(parts[1]), id: parts[2], lines: Number(parts[3]), bytes, batches: Number(parts[5] ?? 1) };
}

/** A dead letter keeps its name, and the fault's code after it. */
export function deadNameOf(file: string, code: string): string {
  return `${file}.${code.replace(/[^a-z_]/g, '_').slice(0, 60) || 'unknown'}`;
}

/** The name that a dead letter had when it waited; null for a file that is not ours. */
export function nameBeforeDeath(file: string): string | null {
  const name = DEAD.exec(file)?.[1];
  return name !== undefined && parseName(name) !== null ? name : null;
}

/** A file that is being written has the name that it will have when it waits, and one more part, so that nobody else writes the same. */
export function draftNameOf({ file }: SpoolName, unique: string): string {
  return `${file}~${unique}`;
}

/** The name that a draft will have; null for a file that is not ours, or does not tell its bytes. */
export function nameAfterDraft(draft: string): SpoolName | null {
  const mark = draft.indexOf('~');
  const name = mark < 0 ? null : parseName(draft.slice(0, mark));
  return name === null || name.bytes === null ? null : name;
}
