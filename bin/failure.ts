import { Fault, type FaultCode } from '#core/errors.ts';
import { refusalOf } from './cloud/refusals.ts';
import type { Terminal } from './edition.ts';

/** What the process answers to whoever started it; `sillage --help` lists them. */
export const EXIT = { done: 0, failed: 1, usage: 2, busy: 3 } as const;

export const EXIT_CODES = `Exit codes:
  0  done (also when lines were rejected: each one is counted, with its reason)
  1  failed: the sentence on standard error says why and what to do
  2  wrong usage
  3  another sillage process works on this data folder`;

/** A failure that has its sentence: what was wrong, and what to do. */
export class CommandError extends Error {
  readonly code: string;
  readonly exit: number;
  /** What machines are told beside the sentence (--json). */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, exit: number = EXIT.failed, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'CommandError';
    this.code = code;
    this.exit = exit;
    this.details = details;
  }
}

/** What the operating system says most often, in words that help. */
const SYSTEM: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full; free some space and run the command again.',
  EACCES: 'The operating system does not permit this; check who owns the data folder, and its mode.',
  EPERM: 'The operating system does not permit this; check who owns the data folder, and its mode.',
  EROFS: 'The data folder is on a file system that cannot be written.',
  EMFILE: 'Too many files are open; raise the limit (ulimit -n) and run the command again.',
  ENOTDIR: 'A part of the path is a file where a folder should be.',
};

/** Engine messages that are about the SQL of whoever reads them. */
const TELLING: ReadonlySet<FaultCode> = new Set(['query_failed']);

/** Writes one sentence (with --json one object) and gives the exit code. Foreign messages are not shown: they may quote data. */
export function tellFailure(error: unknown, json: boolean, terminal: Terminal): number {
  const { code, message, exit, details = {} } = describe(error);
  terminal.err(json ? `${JSON.stringify({ error: { code, message, ...details } })}\n` : `sillage: ${message}\n`);
  return exit;
}

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly exit: number;
  readonly details?: Readonly<Record<string, unknown>>;
}

function describe(error: unknown): Failure {
  if (error instanceof CommandError) return error;
  const refusal = refusalOf(error);
  if (refusal !== null) return { ...refusal, exit: EXIT.failed };
  if (error instanceof Fault) {
    const cause = TELLING.has(error.code) && error.cause instanceof Error ? `\n${error.cause.message}` : '';
    return { code: error.code, message: error.message + cause, exit: error.code === 'folder_busy' ? EXIT.busy : EXIT.failed };
  }
  const system = (error as { readonly code?: unknown } | null)?.code;
  if (typeof system === 'string' && SYSTEM[system] !== undefined) return { code: system, message: SYSTEM[system], exit: EXIT.failed };
  const kind = error instanceof Error ? error.name : typeof error;
  const name = typeof system === 'string' && /^[A-Z_]{2,40}$/.test(system) ? system : kind;
  return {
    code: 'unexpected',
    message: `Something unexpected went wrong (${name}); nothing that was accepted is lost.`,
    exit: EXIT.failed,
  };
}
